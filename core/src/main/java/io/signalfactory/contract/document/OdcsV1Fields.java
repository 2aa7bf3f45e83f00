package io.signalfactory.contract.document;

import io.signalfactory.contract.Field;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldSet;
import io.signalfactory.contract.FieldSet.Additional;
import io.signalfactory.contract.FieldType;
import io.signalfactory.time.TimeFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.fields}. */
final class OdcsV1Fields {

  private static final int MAX_FIELDS = 500;

  private final Problems problems;
  private final List<Field> fields = new ArrayList<>();
  private final Map<FieldPath, Place> places = new HashMap<>();
  private final Set<FieldPath> broken = new HashSet<>();

  private OdcsV1Fields(Problems problems) {
    this.problems = problems;
  }

  /**
   * The fields that could be read.
   *
   * @param fields the fields without a mistake
   * @param broken the paths of the fields with a mistake
   * @param places where each path is declared
   */
  record Declared(FieldSet fields, Set<FieldPath> broken, Map<FieldPath, Place> places) {

    /** The path as it is declared, which may differ in its quotes; null if it is not. */
    @Nullable FieldPath declared(FieldPath path) {
      return places.containsKey(path)
          ? path
          : places.keySet().stream()
              .filter(other -> other.plain().equals(path.plain()))
              .findFirst()
              .orElse(null);
    }
  }

  static Declared read(Section spec) {
    OdcsV1Fields reader = new OdcsV1Fields(spec.problems());
    Section section = spec.optionalSection("fields", "additional", "required", "optional");
    Additional additional = null;
    if (section != null) {
      additional = section.optionalChoice("additional", Additional.class);
      reader.readList(section, "required", true);
      reader.readList(section, "optional", false);
      reader.checkParents();
    }
    FieldSet fields =
        new FieldSet(reader.fields, additional == null ? Additional.ALLOW : additional);
    return new Declared(fields, reader.broken, reader.places);
  }

  private void readList(Section section, String key, boolean required) {
    int room = MAX_FIELDS - places.size();
    for (DocumentNode item : section.items(key, room)) {
      Section field =
          section.item("field", item, "name", "type", "format", "nullable", "pii", "description");
      if (field != null) {
        readField(field, required);
      }
    }
  }

  private void readField(Section section, boolean required) {
    int before = problems.count();
    FieldPath path = section.requiredPath("name");
    FieldType type = section.requiredChoice("type", FieldType.class);
    TimeFormat format = section.optionalChoice("format", TimeFormat.class);
    if (format != null && type != null && type != FieldType.TIMESTAMP) {
      section.refuse(
          "format",
          "'format' is for timestamps only, this field is %s: remove it".formatted(type.label()));
    }
    boolean nullable = section.flag("nullable", false);
    boolean pii = section.flag("pii", false);
    String description = section.optionalProse("description");
    if (path == null) {
      return;
    }
    Place first = places.putIfAbsent(path, section.placeOf("name"));
    if (first != null) {
      section.refuse(
          "name",
          "the field '%s' is declared twice, first in line %d: keep one"
              .formatted(path, first.line()));
    }
    refuseSecondForm(path, section);
    if (type == null || problems.count() > before) {
      broken.add(path);
      return;
    }
    fields.add(
        new Field(
            path,
            type,
            format == null ? TimeFormat.RFC3339 : format,
            required,
            nullable,
            pii,
            description));
  }

  private static String quoteHint(FieldPath path) {
    return ", or write '%s' if that is the name of one member".formatted(path.readings().get(0));
  }

  /** Both forms find a member with dots in its name, so one of the two could never be another. */
  private void refuseSecondForm(FieldPath path, Section section) {
    for (FieldPath other : places.keySet()) {
      if (!other.equals(path)
          && (other.readings().contains(path) || path.readings().contains(other))) {
        section.refuse(
            "name",
            "the fields '%s' and '%s' can be the same member, the first is declared in line %d: keep one"
                .formatted(other, path, places.get(other).line()));
      }
    }
  }

  /** Reports fields inside a field that is not an object. */
  private void checkParents() {
    Map<FieldPath, FieldType> types = new HashMap<>();
    fields.forEach(field -> types.put(field.path(), field.type()));
    for (Field field : fields) {
      List<String> names = field.path().names();
      for (int length = 1; length < names.size(); length++) {
        FieldPath parent = new FieldPath(names.subList(0, length));
        @Nullable FieldType type = types.get(parent);
        if (type != null && type != FieldType.OBJECT) {
          problems.add(
              places.getOrDefault(field.path(), Place.START),
              "the field '%s' is inside '%s', which is %s: give that the type object%s"
                  .formatted(field.path(), parent, type.label(), quoteHint(field.path())));
        }
      }
    }
  }
}
