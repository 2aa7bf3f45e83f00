package io.signalfactory.contract;

import io.signalfactory.text.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Says what changes in the fields of a contract. */
final class FieldWords {

  private static final int MAX_SHOWN = 80;

  private FieldWords() {}

  static void compare(FieldSet older, FieldSet newer, WordList words) {
    List<Pair> both = both(older, newer);
    List<Field> added = missingIn(older, newer.declared());
    List<Field> dropped = missingIn(newer, older.declared());
    words.listed(
        "now required",
        concat(
            paths(both, pair -> !pair.before.required() && pair.after.required()),
            added.stream().filter(Field::required).map(FieldWords::path).toList()));
    words.listed(
        "no longer required",
        paths(both, pair -> pair.before.required() && !pair.after.required()));
    words.listed(
        "new optional field",
        added.stream()
            .filter(field -> !field.required())
            .map(field -> path(field) + " (" + type(field) + ")")
            .toList());
    words.listed("field dropped", dropped.stream().map(FieldWords::path).toList());
    for (Pair pair : both) {
      words.changed("type of " + path(pair.after) + ":", type(pair.before), type(pair.after));
    }
    words.listed(
        "now nullable", paths(both, pair -> !pair.before.nullable() && pair.after.nullable()));
    words.listed(
        "no longer nullable",
        paths(both, pair -> pair.before.nullable() && !pair.after.nullable()));
    words.listed("now personal data", paths(both, pair -> !pair.before.pii() && pair.after.pii()));
    words.listed(
        "no longer personal data", paths(both, pair -> pair.before.pii() && !pair.after.pii()));
    words.listed(
        "other description of",
        paths(both, pair -> !Objects.equals(pair.before.description(), pair.after.description())));
    words.changed(
        "fields that are not listed:", meaning(older.additional()), meaning(newer.additional()));
    if (added.isEmpty()
        && dropped.isEmpty()
        && both.stream().allMatch(pair -> pair.before.equals(pair.after))
        && !older.declared().equals(newer.declared())) {
      words.add("fields in another order");
    }
  }

  private record Pair(Field before, Field after) {}

  private static List<Pair> both(FieldSet older, FieldSet newer) {
    List<Pair> pairs = new ArrayList<>();
    for (Field after : newer.declared()) {
      older.findExactly(after.path()).ifPresent(before -> pairs.add(new Pair(before, after)));
    }
    return pairs;
  }

  private static List<Field> missingIn(FieldSet fields, List<Field> others) {
    return others.stream().filter(field -> fields.findExactly(field.path()).isEmpty()).toList();
  }

  private static List<String> paths(List<Pair> pairs, Predicate<Pair> which) {
    return pairs.stream().filter(which).map(pair -> path(pair.after)).toList();
  }

  private static List<String> concat(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private static String path(Field field) {
    return Shown.of(field.path().toString(), MAX_SHOWN);
  }

  private static String type(Field field) {
    return field.type() == FieldType.TIMESTAMP
        ? field.type().label() + " (" + field.format().label() + ")"
        : field.type().label();
  }

  private static String meaning(FieldSet.Additional additional) {
    return switch (additional) {
      case ALLOW -> "allowed";
      case WARN -> "a warning";
      case FORBID -> "a failure";
    };
  }
}
