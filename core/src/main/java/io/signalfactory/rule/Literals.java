package io.signalfactory.rule;

import io.signalfactory.time.TimeFormat;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;
import org.antlr.v4.runtime.Token;

/** Values of the literals in a condition. */
final class Literals {

  private static final int MAX_NUMBER_DIGITS = 1_000;
  private static final long MAX_INTERVAL_AMOUNT = 999_999_999;

  private Literals() {}

  /** The text of a token in quotes, without them. */
  static String unquote(Token token) {
    String text = token.getText();
    String quote = text.substring(0, 1);
    return text.substring(1, text.length() - 1).replace(quote + quote, quote);
  }

  /** A {@link Long} for a whole number that fits, otherwise a {@link BigDecimal}. */
  static Object number(Token token) throws RuleSyntaxException {
    String text = token.getText();
    if (text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Long.valueOf(text);
    }
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.precision() <= MAX_NUMBER_DIGITS
          && Math.abs((long) number.scale()) <= MAX_NUMBER_DIGITS) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The exponent is beyond an int, so the number is too large as well.
      throw tooLong(token);
    }
    throw tooLong(token);
  }

  private static RuleSyntaxException tooLong(Token token) {
    return Fault.at(token, "a number can have %d digits at most".formatted(MAX_NUMBER_DIGITS));
  }

  static Object timestamp(Token token, String text) throws RuleSyntaxException {
    Object time = TimeFormat.RFC3339.exactMillis(text);
    if (time == null) {
      throw Fault.at(
          token,
          "'%s' is not a timestamp: write it like '2026-01-14T12:34:56Z'"
              .formatted(Fault.shown(text)));
    }
    return time;
  }

  static long date(Token token, String text) throws RuleSyntaxException {
    OptionalLong day = FieldReaders.midnight(text);
    if (day.isEmpty()) {
      throw Fault.at(
          token,
          "'%s' is not a date of the calendar: write it like '2026-01-14'"
              .formatted(Fault.shown(text)));
    }
    return day.getAsLong();
  }

  /** {@code INTERVAL '15' MINUTE}. */
  static long interval(Token amountToken, String amount, Token unitToken, String unit)
      throws RuleSyntaxException {
    long unitMs = unitMs(unitToken, unit);
    boolean whole =
        !amount.isEmpty()
            && amount.length() <= 9
            && amount.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!whole) {
      throw Fault.at(
          amountToken,
          "an interval is a whole number of at most %d units, like INTERVAL '15' MINUTE"
              .formatted(MAX_INTERVAL_AMOUNT));
    }
    return Long.parseLong(amount) * unitMs;
  }

  /** {@code INTERVAL '15 minutes'}. */
  static long interval(Token token, String text) throws RuleSyntaxException {
    String[] parts = text.strip().split("\\s+", -1);
    if (parts.length != 2) {
      throw Fault.at(token, "write an interval like INTERVAL '15' MINUTE");
    }
    return interval(token, parts[0], token, parts[1]);
  }

  private static long unitMs(Token token, String unit) throws RuleSyntaxException {
    return switch (unit.toUpperCase(Locale.ROOT)) {
      case "SECOND", "SECONDS" -> 1_000L;
      case "MINUTE", "MINUTES" -> 60_000L;
      case "HOUR", "HOURS" -> 3_600_000L;
      case "DAY", "DAYS" -> 86_400_000L;
      default ->
          throw Fault.at(
              token,
              "'%s' is not a unit of an interval: write SECOND, MINUTE, HOUR or DAY"
                  .formatted(Fault.shown(unit)));
    };
  }
}
