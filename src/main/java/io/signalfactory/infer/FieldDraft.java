package io.signalfactory.infer;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldType;
import io.signalfactory.time.TimeFormat;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a draft says of one field.
 *
 * @param path the field
 * @param name the words of its name
 * @param profile what was seen of it
 * @param type the type of nearly all of its values; null if they agree on none
 * @param format how it is written if it is a timestamp
 * @param pii whether it looks like personal data
 */
record FieldDraft(
    FieldPath path,
    FieldName name,
    FieldProfile profile,
    @Nullable FieldType type,
    TimeFormat format,
    boolean pii) {

  /** A type that fewer of the values have is not proposed. */
  private static final double ENOUGH = 0.95;

  static FieldDraft of(FieldPath path, FieldProfile seen) {
    FieldName name = FieldName.of(path);
    TimeFormat format = TimeFormat.RFC3339;
    FieldType type;
    if (mostly(seen, seen.count(Shape.TIME_TEXT))) {
      type = FieldType.TIMESTAMP;
    } else if (mostly(seen, seen.count(Shape.DATE))) {
      type = FieldType.DATE;
    } else if (!name.looksLikeIdentity() && mostly(seen, seen.count(Shape.TIME_MILLIS))) {
      type = FieldType.TIMESTAMP;
      format = TimeFormat.EPOCH_MILLIS;
    } else if (name.looksLikeTime() && mostly(seen, seen.count(Shape.TIME_SECONDS))) {
      type = FieldType.TIMESTAMP;
      format = TimeFormat.EPOCH_SECONDS;
    } else {
      type = plainType(seen);
    }
    return new FieldDraft(path, name, seen, type, format, isPersonal(name, seen));
  }

  private static @Nullable FieldType plainType(FieldProfile seen) {
    long numbers = seen.count(Kind.WHOLE) + seen.count(Kind.DECIMAL);
    if (mostly(seen, seen.count(Kind.TEXT))) {
      return FieldType.STRING;
    }
    if (mostly(seen, numbers)) {
      return seen.count(Kind.DECIMAL) == 0 ? FieldType.INTEGER : FieldType.NUMBER;
    }
    if (mostly(seen, seen.count(Kind.BOOLEAN))) {
      return FieldType.BOOLEAN;
    }
    if (mostly(seen, seen.count(Kind.OBJECT))) {
      return FieldType.OBJECT;
    }
    return mostly(seen, seen.count(Kind.ARRAY)) ? FieldType.ARRAY : null;
  }

  private static boolean mostly(FieldProfile seen, long count) {
    return count > 0 && count >= ENOUGH * seen.values();
  }

  static boolean isPersonal(FieldName name, FieldProfile seen) {
    return name.looksPersonal()
        || seen.count(Shape.EMAIL) > 0
        || seen.count(Shape.PHONE) > 0
        || seen.count(Shape.IP_ADDRESS) > 0
        || seen.count(Shape.IBAN) > 0
        || seen.count(Shape.CARD) > 0;
  }

  boolean isTimestamp() {
    return type == FieldType.TIMESTAMP;
  }

  /** How many values are of the type. */
  long fitting() {
    FieldType known = Objects.requireNonNull(type, "type");
    return switch (known) {
      case STRING -> profile.count(Kind.TEXT);
      case INTEGER -> profile.count(Kind.WHOLE);
      case NUMBER -> profile.count(Kind.WHOLE) + profile.count(Kind.DECIMAL);
      case BOOLEAN -> profile.count(Kind.BOOLEAN);
      case OBJECT -> profile.count(Kind.OBJECT);
      case ARRAY -> profile.count(Kind.ARRAY);
      case DATE -> profile.count(Shape.DATE);
      case TIMESTAMP ->
          switch (format) {
            case RFC3339 -> profile.count(Shape.TIME_TEXT);
            case EPOCH_MILLIS -> profile.count(Shape.TIME_MILLIS);
            case EPOCH_SECONDS -> profile.count(Shape.TIME_SECONDS);
          };
    };
  }

  /** {@code number in 98.2 %, text in 1.8 %}. */
  static String kinds(FieldProfile profile) {
    return Arrays.stream(Kind.values())
        .filter(kind -> profile.count(kind) > 0)
        .map(kind -> kind.words() + " in " + Share.of(profile.count(kind), profile.values()))
        .collect(Collectors.joining(", "));
  }
}
