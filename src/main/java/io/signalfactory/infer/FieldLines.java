package io.signalfactory.infer;

import io.signalfactory.contract.FieldType;
import io.signalfactory.time.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes {@code spec.fields}. */
final class FieldLines {

  private static final int MOST_MEMBERS = 30;
  private static final int MOST_RARE = 100;

  private final FieldDrafts fields;
  private final Profile profile;
  private final YamlLines yaml;

  private FieldLines(FieldDrafts fields, Profile profile, YamlLines yaml) {
    this.fields = fields;
    this.profile = profile;
    this.yaml = yaml;
  }

  static void write(FieldDrafts fields, Profile profile, YamlLines yaml) {
    FieldLines lines = new FieldLines(fields, profile, yaml);
    yaml.line(1, "fields:");
    yaml.line(2, "additional: allow");
    lines.list("required", fields.required());
    lines.list("optional", fields.optional());
    lines.rest();
  }

  private void list(String key, List<FieldDraft> listed) {
    if (!listed.isEmpty()) {
      yaml.line(2, key + ":");
      listed.forEach(this::field);
    }
  }

  private void field(FieldDraft field) {
    FieldType type = Objects.requireNonNull(field.type());
    FieldProfile seen = field.profile();
    if (seen.present() < profile.events()) {
      yaml.comment(3, "in " + presence(seen));
    }
    if (field.fitting() < seen.values()) {
      yaml.comment(
          3,
          type.label()
              + " fits "
              + Share.of(field.fitting(), seen.values())
              + " of the values: "
              + FieldDraft.kinds(seen));
    }
    if (type == FieldType.STRING) {
      times(seen);
    }
    yaml.line(3, "- name: " + YamlLines.quoted(field.path().toString()));
    yaml.line(4, "type: " + type.label());
    if (field.format() != TimeFormat.RFC3339) {
      yaml.line(4, "format: " + field.format().label());
    }
    if (seen.nulls() > 0) {
      yaml.line(4, "nullable: true");
    }
    if (field.pii()) {
      yaml.line(4, "pii: true");
    }
    ElementsProfile elements = profile.elementsOf(field.path());
    if (type == FieldType.ARRAY && elements != null) {
      elements(elements);
    }
  }

  private void times(FieldProfile seen) {
    if (seen.count(Shape.TIME_TEXT) > 0) {
      yaml.comment(
          3,
          "a time in " + Share.of(seen.count(Shape.TIME_TEXT), seen.values()) + " of the values");
    } else if (seen.count(Shape.NEARLY_TIME) == seen.values()) {
      yaml.comment(3, "times, but not as RFC 3339 writes them (2026-01-14T12:34:56Z): text");
    }
  }

  private void elements(ElementsProfile elements) {
    FieldProfile all = elements.all();
    if (all.values() == 0) {
      return;
    }
    yaml.comment(4, "its elements: " + FieldDraft.kinds(all));
    Map<String, FieldProfile> members = elements.members();
    if (members.isEmpty()) {
      return;
    }
    List<String> shown = new ArrayList<>();
    MapKeys.without(members, all.count(Kind.OBJECT))
        .forEach(
            (name, member) -> {
              if (FieldDrafts.isPlain(name) && shown.size() < MOST_MEMBERS) {
                shown.add(name + " (" + kinds(member) + ")");
              }
            });
    if (!shown.isEmpty()) {
      yaml.comment(4, "members: " + String.join(", ", shown));
    }
    if (shown.size() < members.size()) {
      yaml.comment(4, "members left out: " + (members.size() - shown.size()));
    }
  }

  private static String kinds(FieldProfile member) {
    String kinds = FieldDraft.kinds(member);
    return kinds.isEmpty() ? "always null" : kinds.replace(" in 100.0 %", "");
  }

  private void rest() {
    for (FieldDraft field : fields.untyped()) {
      FieldProfile seen = field.profile();
      String kinds = seen.values() == 0 ? "always null" : FieldDraft.kinds(seen);
      yaml.comment(
          2, "left out, no type fits: " + field.path() + " in " + presence(seen) + ": " + kinds);
    }
    fields.rare().stream()
        .limit(MOST_RARE)
        .forEach(
            field ->
                yaml.comment(
                    2, "seen rarely: " + field.path() + " in " + presence(field.profile())));
    int more = fields.leftOut() + Math.max(0, fields.rare().size() - MOST_RARE);
    if (more > 0) {
      yaml.comment(
          2, more + " more fields are left out: there are many, or their names look like values.");
    }
  }

  private String presence(FieldProfile field) {
    return Share.of(field.present(), profile.events());
  }
}
