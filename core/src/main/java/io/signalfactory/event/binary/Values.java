package io.signalfactory.event.binary;

import io.signalfactory.contract.Opaque;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/** Makes values of what is noted of them. */
final class Values {

  /** A decimal of more bytes has no value for rules: that is about as many digits as in JSON. */
  private static final int MAX_NUMBER_BYTES = 415;

  private static final long UNSIGNED = 0xFFFF_FFFFL;

  private Values() {}

  static int from(long span) {
    return (int) (span >>> 32);
  }

  static int to(long span) {
    return (int) span;
  }

  /**
   * The value, as a rule gets it.
   *
   * @param code a {@link ValueCode} of a value whose bytes are in the record
   */
  static Object of(byte code, long bits, int extra, byte[] in) {
    return switch (code) {
      case ValueCode.TEXT ->
          new String(in, from(bits), to(bits) - from(bits), StandardCharsets.UTF_8);
      case ValueCode.INTEGER -> bits;
      case ValueCode.UNSIGNED -> new BigDecimal(Long.toUnsignedString(bits));
      case ValueCode.DOUBLE -> BigDecimal.valueOf(Double.longBitsToDouble(bits));
      case ValueCode.FLOAT -> new BigDecimal(Float.toString(Float.intBitsToFloat((int) bits)));
      case ValueCode.BOOLEAN -> bits != 0;
      case ValueCode.BYTES ->
          Base64.getEncoder().encodeToString(Arrays.copyOfRange(in, from(bits), to(bits)));
      case ValueCode.SCALED, ValueCode.UNSCALED -> decimal(in, from(bits), to(bits), extra);
      case ValueCode.INSTANT -> Instant.ofEpochSecond(bits, extra).toString();
      case ValueCode.LOCAL_TIME ->
          DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
              LocalDateTime.ofEpochSecond(bits, extra, ZoneOffset.UTC));
      case ValueCode.DAY -> LocalDate.ofEpochDay(bits).toString();
      case ValueCode.TIME_OF_DAY ->
          DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(bits));
      case ValueCode.SECONDS ->
          BigDecimal.valueOf(bits)
                  .add(BigDecimal.valueOf(extra, 9))
                  .stripTrailingZeros()
                  .toPlainString()
              + "s";
      case ValueCode.MONTHS_DAYS_MILLIS -> duration(in, from(bits));
      case ValueCode.UUID -> uuid(in, from(bits));
      case ValueCode.OBJECT -> Opaque.OBJECT;
      default -> Opaque.ARRAY;
    };
  }

  private static Object decimal(byte[] in, int from, int to, int scale) {
    if (to - from > MAX_NUMBER_BYTES) {
      return Opaque.NUMBER_TOO_LONG;
    }
    BigInteger unscaled = new BigInteger(in, from, to - from);
    if (scale == 0 && unscaled.bitLength() < Long.SIZE) {
      return unscaled.longValue();
    }
    return new BigDecimal(unscaled, scale);
  }

  private static String duration(byte[] in, int from) {
    ByteBuffer parts = ByteBuffer.wrap(in, from, 12).order(ByteOrder.LITTLE_ENDIAN);
    long months = parts.getInt() & UNSIGNED;
    long days = parts.getInt() & UNSIGNED;
    BigDecimal seconds = BigDecimal.valueOf(parts.getInt() & UNSIGNED, 3);
    return "P" + months + "M" + days + "DT" + seconds.toPlainString() + "S";
  }

  private static String uuid(byte[] in, int from) {
    ByteBuffer halves = ByteBuffer.wrap(in, from, 16);
    return new UUID(halves.getLong(), halves.getLong()).toString();
  }
}
