package io.signalfactory.event.avro;

import io.signalfactory.event.binary.BrokenValueException;
import io.signalfactory.event.binary.Cursor;
import io.signalfactory.event.binary.Target;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.jspecify.annotations.Nullable;

/** Steps that read a value that has no members. */
final class Scalars {

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_DAY = TimeUnit.DAYS.toNanos(1);
  private static final int UUID_BYTES = 16;
  private static final int DURATION_BYTES = 12;

  private Scalars() {}

  static Step step(Schema writer, @Nullable Schema reader, Target target) {
    LogicalType logical = writer.getLogicalType();
    String name = logical == null ? "" : logical.getName();
    return switch (writer.getType()) {
      case NULL -> in -> target.nothing();
      case BOOLEAN -> in -> target.truth(in.one() == 1);
      case INT, LONG -> logical == null ? number(reader, target) : time(name, target);
      case FLOAT ->
          promotes(reader, Type.DOUBLE, Type.FLOAT)
              ? in -> target.number((double) Float.intBitsToFloat(in.fourBytes()))
              : in -> target.number(Float.intBitsToFloat(in.fourBytes()));
      case DOUBLE -> in -> target.number(Double.longBitsToDouble(in.eightBytes()));
      case ENUM -> symbol(writer.getEnumSymbols(), target);
      case STRING -> text(target);
      case BYTES -> bytes(logical, target);
      default -> fixed(writer.getFixedSize(), logical, target);
    };
  }

  private static Step number(@Nullable Schema reader, Target target) {
    if (promotes(reader, Type.DOUBLE, Type.LONG)) {
      return in -> target.number((double) in.zigzag());
    }
    if (promotes(reader, Type.FLOAT, Type.LONG)) {
      return in -> target.number((float) in.zigzag());
    }
    return in -> target.integer(in.zigzag());
  }

  /** Whether the reader has one type and not the other one, which comes closer to the writer's. */
  private static boolean promotes(@Nullable Schema reader, Type to, Type closer) {
    return has(reader, to)
        && !has(reader, closer)
        && !(closer == Type.LONG && has(reader, Type.INT));
  }

  private static boolean has(@Nullable Schema reader, Type type) {
    if (reader == null) {
      return false;
    }
    return reader.getType() == type
        || (reader.getType() == Type.UNION
            && reader.getTypes().stream().anyMatch(branch -> branch.getType() == type));
  }

  private static Step time(String logical, Target target) {
    return switch (logical) {
      case "date" -> in -> target.day(fourBytes(in));
      case "time-millis" -> timeOfDay(TimeUnit.MILLISECONDS, target);
      case "time-micros" -> timeOfDay(TimeUnit.MICROSECONDS, target);
      case "timestamp-millis" -> in -> instant(in.zigzag(), 1_000, target);
      case "timestamp-micros" -> in -> instant(in.zigzag(), 1_000_000, target);
      case "timestamp-nanos" -> in -> instant(in.zigzag(), NANOS_PER_SECOND, target);
      case "local-timestamp-millis" -> in -> localTime(in.zigzag(), 1_000, target);
      case "local-timestamp-micros" -> in -> localTime(in.zigzag(), 1_000_000, target);
      case "local-timestamp-nanos" -> in -> localTime(in.zigzag(), NANOS_PER_SECOND, target);
      default -> in -> target.integer(in.zigzag());
    };
  }

  /** An {@code int}, which is written like a long: what does not fit is no day. */
  private static int fourBytes(Cursor in) {
    long value = in.zigzag();
    if (value != (int) value) {
      throw new BrokenValueException("a number of more than 32 bits before byte " + in.at());
    }
    return (int) value;
  }

  private static Step timeOfDay(TimeUnit unit, Target target) {
    return in -> {
      long time = in.zigzag();
      if (time >= 0 && unit.toNanos(time) < NANOS_PER_DAY) {
        target.timeOfDay(unit.toNanos(time));
      } else {
        target.integer(time);
      }
    };
  }

  private static void instant(long time, long perSecond, Target target) {
    target.instant(Math.floorDiv(time, perSecond), nanos(time, perSecond));
  }

  private static void localTime(long time, long perSecond, Target target) {
    target.localTime(Math.floorDiv(time, perSecond), nanos(time, perSecond));
  }

  private static int nanos(long time, long perSecond) {
    return (int) (Math.floorMod(time, perSecond) * (NANOS_PER_SECOND / perSecond));
  }

  private static Step symbol(List<String> symbols, Target target) {
    String[] texts = symbols.toArray(String[]::new);
    return in -> target.symbol(texts[Skip.checkIndex(in.zigzag(), texts.length, in)]);
  }

  private static Step text(Target target) {
    return in -> {
      int length = Skip.length(in);
      int from = in.skip(length);
      target.text(in.bytes(), from, from + length);
    };
  }

  private static Step bytes(@Nullable LogicalType logical, Target target) {
    if (logical instanceof LogicalTypes.Decimal decimal) {
      return in -> scaled(Skip.length(in), decimal.getScale(), in, target);
    }
    if (logical != null && logical.getName().equals("big-decimal")) {
      return in -> bigDecimal(in, target);
    }
    return in -> {
      int length = Skip.length(in);
      int from = in.skip(length);
      target.bytes(from, from + length);
    };
  }

  private static Step fixed(int size, @Nullable LogicalType logical, Target target) {
    String name = logical == null ? "" : logical.getName();
    if (logical instanceof LogicalTypes.Decimal decimal) {
      return in -> scaled(size, decimal.getScale(), in, target);
    }
    if (name.equals("uuid") && size == UUID_BYTES) {
      return in -> target.uuid(in.skip(UUID_BYTES));
    }
    if (name.equals("duration") && size == DURATION_BYTES) {
      return in -> target.monthsDaysMillis(in.skip(DURATION_BYTES));
    }
    return in -> {
      int from = in.skip(size);
      target.bytes(from, from + size);
    };
  }

  private static void scaled(int length, int scale, Cursor in, Target target) {
    if (length == 0) {
      throw new BrokenValueException("a decimal without bytes at byte " + in.at());
    }
    int from = in.skip(length);
    target.scaled(from, from + length, scale);
  }

  /** Bytes that have the bytes of the unscaled value in them, and the scale. */
  private static void bigDecimal(Cursor in, Target target) {
    int length = Skip.length(in);
    int end = in.at() + length;
    if (length > in.end() - in.at()) {
      in.skip(length);
    }
    int endOfAll = in.endAt(end);
    int unscaledLength = Skip.length(in);
    int from = in.skip(unscaledLength);
    long scale = in.zigzag();
    if (unscaledLength == 0 || !in.atEnd() || scale != (int) scale) {
      throw new BrokenValueException("a decimal that is none before byte " + in.at());
    }
    target.scaled(from, from + unscaledLength, (int) scale);
    in.endAt(endOfAll);
  }
}
