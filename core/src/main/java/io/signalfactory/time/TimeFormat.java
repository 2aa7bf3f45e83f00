package io.signalfactory.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How a timestamp is written. */
public enum TimeFormat {
  /** RFC 3339 text with an offset: {@code 2026-01-14T12:34:56.789Z}. */
  RFC3339("rfc3339"),
  /** Seconds since 1970-01-01T00:00:00Z as a JSON number; a fraction is allowed. */
  EPOCH_SECONDS("epoch_seconds"),
  /** Milliseconds since 1970-01-01T00:00:00Z as a JSON number without fraction. */
  EPOCH_MILLIS("epoch_millis");

  /** Stands for "not a time" where times are {@code long}: no time in range has this value. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** 0001-01-01T00:00:00Z. */
  private static final long EARLIEST_EPOCH_MS = -62_135_596_800_000L;

  /** 9999-12-31T23:59:59.999Z. */
  private static final long LATEST_EPOCH_MS = 253_402_300_799_999L;

  /** A number with more digits before its decimal point is out of range. */
  private static final int MAX_WHOLE_DIGITS = 15;

  /**
   * {@link #exactMillis} reads so many digits of the fraction of a second, and cuts off what is
   * finer. It is far more than any clock gives, and few enough that comparing two times is cheap
   * however long their texts are.
   */
  static final int EXACT_DIGITS = 100;

  private static final int EXACT_SCALE = EXACT_DIGITS - 3;

  private final String label;

  TimeFormat(String label) {
    this.label = label;
  }

  /** The format's name in a contract. */
  public String label() {
    return label;
  }

  /**
   * Reads a time. Finer parts than milliseconds are cut off, towards the past.
   *
   * <p>Text is RFC 3339 {@code date-time}: years 0000 to 9999, {@code T} and {@code Z} in either
   * case, a fraction of any number of digits, any offset; a leap second ({@code 23:59:60} in UTC)
   * counts as the last millisecond before it. Numbers are in range from year 1 to year 9999.
   *
   * @param jsonValue a JSON value: text as {@link String}, a number as {@link Long} or {@link
   *     BigDecimal}; anything else is not a time
   * @return milliseconds since the epoch; empty if the value is not a time in this format
   */
  public OptionalLong epochMillis(Object jsonValue) {
    if (this == RFC3339) {
      return jsonValue instanceof String text ? Rfc3339.epochMillis(text) : OptionalLong.empty();
    }
    if (jsonValue instanceof Long number) {
      return fromLong(number);
    }
    if (jsonValue instanceof BigDecimal number) {
      return fromDecimal(number);
    }
    return OptionalLong.empty();
  }

  /**
   * Reads a time as exactly as it is written, so that two times differ if their texts do. What is
   * finer than the hundredth digit of a second is cut off, towards the past. A leap second counts
   * as the last moment before it.
   *
   * @param jsonValue as for {@link #epochMillis}
   * @return milliseconds since the epoch: a {@link Long} if they are whole, else a {@link
   *     BigDecimal}; null if the value is not a time in this format
   */
  public @Nullable Object exactMillis(Object jsonValue) {
    if (this == RFC3339) {
      return jsonValue instanceof String text ? Rfc3339.exactMillis(text) : null;
    }
    OptionalLong whole = epochMillis(jsonValue);
    if (whole.isEmpty()) {
      return null;
    }
    return this == EPOCH_SECONDS && jsonValue instanceof BigDecimal seconds
        ? exact(seconds, whole.getAsLong())
        : (Object) whole.getAsLong();
  }

  private static Object exact(BigDecimal seconds, long floorMs) {
    if ((long) seconds.precision() - seconds.scale() < -EXACT_DIGITS) {
      // Nearer to zero than the finest moment, which is the one below zero if it is negative.
      return seconds.signum() < 0 ? BigDecimal.ONE.negate().movePointLeft(EXACT_SCALE) : floorMs;
    }
    BigDecimal exact = seconds.movePointRight(3);
    if (exact.scale() > EXACT_SCALE) {
      exact = exact.setScale(EXACT_SCALE, RoundingMode.FLOOR);
    }
    return exact.compareTo(BigDecimal.valueOf(floorMs)) == 0 ? (Object) floorMs : exact;
  }

  private OptionalLong fromLong(long number) {
    if (this == EPOCH_MILLIS) {
      return inRange(number);
    }
    // Checked before multiplying: a wrapped product could land in range.
    if (number < EARLIEST_EPOCH_MS / 1000 || number > LATEST_EPOCH_MS / 1000) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(number * 1000);
  }

  private OptionalLong fromDecimal(BigDecimal number) {
    if (number.signum() == 0) {
      return OptionalLong.of(0);
    }
    long wholeDigits = (long) number.precision() - number.scale();
    if (wholeDigits > MAX_WHOLE_DIGITS) {
      return OptionalLong.empty();
    }
    if (this == EPOCH_SECONDS) {
      return inRange(floor(number, 3));
    }
    // Zeros after the point are accepted: producers with floating-point numbers write them.
    if (wholeDigits <= 0 || number.stripTrailingZeros().scale() > 0) {
      return OptionalLong.empty();
    }
    return inRange(number.longValueExact());
  }

  /** The number times ten to the {@code places}, rounded down. */
  private static long floor(BigDecimal number, int places) {
    if ((long) number.precision() - number.scale() < -places) {
      // 1e-999999999 is valid JSON, and scaling it would divide by a number of a billion digits.
      return number.signum() < 0 ? -1 : 0;
    }
    return number.movePointRight(places).setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private static OptionalLong inRange(long epochMs) {
    return epochMs < EARLIEST_EPOCH_MS || epochMs > LATEST_EPOCH_MS
        ? OptionalLong.empty()
        : OptionalLong.of(epochMs);
  }
}
