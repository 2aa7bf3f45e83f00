package io.signalfactory.infer;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields that were seen, by how often.
 *
 * @param required in nearly all events
 * @param optional in more than half of them
 * @param rare in fewer
 * @param untyped those whose values agree on no type
 * @param leftOut how many more there are, whose names look like values
 */
record FieldDrafts(
    List<FieldDraft> required,
    List<FieldDraft> optional,
    List<FieldDraft> rare,
    List<FieldDraft> untyped,
    int leftOut) {

  private static final double REQUIRED = 0.99;
  private static final double OPTIONAL = 0.5;

  /** A name without digits in a row, which would rather be a key of a map, and so a value. */
  private static final Pattern PLAIN_NAME =
      Pattern.compile("(?!.*[0-9]{4})[A-Za-z_@$][A-Za-z0-9_.-]{0,59}");

  /** A contract takes somewhat longer ones, and names of rules are made of them. */
  private static final int LONGEST_PATH = 200;

  /**
   * Sorts the fields.
   *
   * @param most how many are listed at most
   */
  static FieldDrafts of(Profile profile, int most) {
    FieldDrafts drafts =
        new FieldDrafts(
            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), 0);
    MapKeys keys = MapKeys.of(profile);
    Map<FieldPath, FieldDraft> listed = new HashMap<>();
    Set<FieldPath> readings = new HashSet<>();
    int leftOut = 0;
    for (var entry : outerFirst(profile)) {
      FieldPath path = inContract(entry.getKey(), listed);
      // A contract finds both forms of a dotted name in one place, so it can have only one.
      boolean isOther =
          readings.contains(path) || path.readings().stream().anyMatch(readings::contains);
      if (listed.size() >= most || isOther || !isPlain(path) || keys.isIn(entry.getKey())) {
        leftOut++;
        continue;
      }
      FieldDraft field = FieldDraft.of(path, entry.getValue());
      listed.put(path, field);
      readings.addAll(path.readings());
      drafts.sort(field, profile);
    }
    return new FieldDrafts(drafts.required, drafts.optional, drafts.rare, drafts.untyped, leftOut);
  }

  private static List<Map.Entry<FieldPath, FieldProfile>> outerFirst(Profile profile) {
    return profile.fields().entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(
                Comparator.comparing((FieldPath path) -> path.names().get(0))
                    .thenComparingInt(path -> path.names().size())
                    .thenComparing(Comparator.naturalOrder())))
        .toList();
  }

  /**
   * How a contract writes a path. A field in what is no object can only be a member with dots in
   * its name: {@code "a.b"} beside a text {@code a}.
   */
  private static FieldPath inContract(FieldPath path, Map<FieldPath, FieldDraft> listed) {
    List<String> names = path.names();
    for (int outer = 1; outer < names.size(); outer++) {
      FieldDraft around = listed.get(new FieldPath(names.subList(0, outer)));
      if (around != null && around.type() != null && around.type() != FieldType.OBJECT) {
        List<String> literal = new ArrayList<>(names.subList(0, outer - 1));
        literal.add(String.join(".", names.subList(outer - 1, names.size())));
        return new FieldPath(literal);
      }
    }
    return path;
  }

  private void sort(FieldDraft field, Profile profile) {
    double presence = profile.presence(field.profile());
    if (field.type() == null) {
      untyped.add(field);
    } else if (presence > REQUIRED) {
      required.add(field);
    } else if (presence > OPTIONAL) {
      optional.add(field);
    } else {
      rare.add(field);
    }
  }

  static boolean isPlain(FieldPath path) {
    return path.toString().length() <= LONGEST_PATH
        && path.names().stream().allMatch(FieldDrafts::isPlain);
  }

  static boolean isPlain(String name) {
    return PLAIN_NAME.matcher(name).matches();
  }

  /** Those that are part of the contract. */
  List<FieldDraft> inContract() {
    List<FieldDraft> all = new ArrayList<>(required);
    all.addAll(optional);
    return all;
  }

  /** Those that are text. */
  List<FieldDraft> texts() {
    return inContract().stream().filter(field -> field.type() == FieldType.STRING).toList();
  }
}
