package io.signalfactory.infer;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import io.signalfactory.contract.FieldType;
import io.signalfactory.time.TimeFormat;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A form that a value can have, whatever its field is called. */
enum Shape {
  TIME_TEXT(null),
  DATE(null),
  /** A number that is a time in milliseconds of the years 2010 to 2040. */
  TIME_MILLIS(null),
  /** A number that is a time in seconds of the years 2010 to 2040. */
  TIME_SECONDS(null),
  /** A text that begins like a time; if it is no {@link #TIME_TEXT}, a contract cannot read it. */
  NEARLY_TIME("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}.{0,30}"),
  UUID("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
  EMAIL("[^@ ]+@[^@ ]+[.][^@ ]+"),
  THREE_CAPITALS("[A-Z]{3}"),
  TWO_CAPITALS("[A-Z]{2}"),
  PHONE("[+][0-9][0-9 ()-]{6,}"),
  IP_ADDRESS("([0-9]{1,3}[.]){3}[0-9]{1,3}"),
  IBAN("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}"),
  CARD("([0-9]{4}[ -]?){3}[0-9]{4}"),
  /** One word such as the values of an enumeration are: no sentence, no number. */
  CODE("[A-Za-z][A-Za-z_.-]{0,39}[0-9]{0,3}");

  private static final long FROM_SECONDS = 1_262_304_000L;
  private static final long UNTIL_SECONDS = 2_208_988_800L;
  private static final long MILLIS = 1000L;

  private final @Nullable Pattern pattern;

  Shape(@Nullable String regex) {
    this.pattern = regex == null ? null : Pattern.compile(regex);
  }

  /** The pattern as a rule writes it; empty for a shape that is a type. */
  String regex() {
    return pattern == null ? "" : pattern.pattern();
  }

  boolean fits(JsonNode value) {
    return switch (this) {
      case TIME_TEXT ->
          value.isTextual() && FieldType.TIMESTAMP.accepts(value.textValue(), TimeFormat.RFC3339);
      case DATE ->
          value.isTextual() && FieldType.DATE.accepts(value.textValue(), TimeFormat.RFC3339);
      case TIME_MILLIS -> isBetween(value, FROM_SECONDS * MILLIS, UNTIL_SECONDS * MILLIS);
      case TIME_SECONDS -> isBetween(value, FROM_SECONDS, UNTIL_SECONDS);
      default -> pattern != null && value.isTextual() && pattern.matches(value.textValue());
    };
  }

  boolean fits(String text) {
    return pattern != null && pattern.matches(text);
  }

  /** The time that a value can be, in milliseconds since the epoch; empty if it is none. */
  static OptionalLong time(JsonNode value) {
    if (value.isTextual()) {
      return TimeFormat.RFC3339.epochMillis(value.textValue());
    }
    if (TIME_MILLIS.fits(value)) {
      return OptionalLong.of(value.longValue());
    }
    return TIME_SECONDS.fits(value)
        ? OptionalLong.of(value.longValue() * MILLIS)
        : OptionalLong.empty();
  }

  private static boolean isBetween(JsonNode value, long from, long until) {
    return value.isIntegralNumber()
        && value.canConvertToLong()
        && value.longValue() >= from
        && value.longValue() < until;
  }
}
