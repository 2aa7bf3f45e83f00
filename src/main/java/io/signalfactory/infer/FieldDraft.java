package io.signalfactory.infer;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldType;
import io.signalfactory.time.TimeFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a draft says of one field.
 *
 * @param path the field
 * @param profile what was seen of it
 * @param type the type of nearly all of its values; null if they agree on none
 * @param format how it is written if it is a timestamp
 * @param pii whether it looks like personal data
 */
record FieldDraft(
    FieldPath path,
    FieldProfile profile,
    @Nullable FieldType type,
    TimeFormat format,
    boolean pii) {

  /** A type that fewer of the values have is not proposed. */
  private static final double ENOUGH = 0.95;

  private static final Pattern PERSONAL =
      Pattern.compile(
          ".*(e_?mail|phone|mobile|first_?name|last_?name|full_?name|surname|user_?name|address"
              + "|street|birth|ssn|passport|iban|card|ip_?addr|postcode|zip|customer_?id|user_?id"
              + "|person|given|family|holder|recipient|nick|gender|latitude|longitude|city).*|name");

  private static final Pattern TIME_NAME =
      Pattern.compile(".*(time|date|_at|_ts|created|updated|occurred)$|ts|at");

  static FieldDraft of(FieldPath path, FieldProfile seen) {
    TimeFormat format = TimeFormat.RFC3339;
    FieldType type = null;
    if (mostly(seen, seen.count(Shape.TIME_TEXT))) {
      type = FieldType.TIMESTAMP;
    } else if (mostly(seen, seen.count(Shape.DATE))) {
      type = FieldType.DATE;
    } else if (mostly(seen, seen.count(Shape.TIME_MILLIS))) {
      type = FieldType.TIMESTAMP;
      format = TimeFormat.EPOCH_MILLIS;
    } else if (isNamedLikeTime(path) && mostly(seen, seen.count(Shape.TIME_SECONDS))) {
      type = FieldType.TIMESTAMP;
      format = TimeFormat.EPOCH_SECONDS;
    } else {
      type = plainType(seen);
    }
    return new FieldDraft(path, seen, type, format, isPersonal(path, seen));
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

  private static boolean isNamedLikeTime(FieldPath path) {
    return TIME_NAME.matcher(lastName(path)).matches();
  }

  private static boolean isPersonal(FieldPath path, FieldProfile seen) {
    return PERSONAL.matcher(lastName(path)).matches()
        || seen.count(Shape.EMAIL) > 0
        || seen.count(Shape.PHONE) > 0
        || seen.count(Shape.IP_ADDRESS) > 0
        || seen.count(Shape.IBAN) > 0
        || seen.count(Shape.CARD) > 0;
  }

  /** The innermost name in lower case, {@code customerId} as {@code customer_id}. */
  static String lastName(FieldPath path) {
    return path.names()
        .get(path.names().size() - 1)
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
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
  String kinds() {
    return Arrays.stream(Kind.values())
        .filter(kind -> profile.count(kind) > 0)
        .map(kind -> kind.words() + " in " + percent(profile.count(kind), profile.values()))
        .collect(Collectors.joining(", "));
  }

  static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 0 : 100.0 * part / whole);
  }
}
