package io.signalfactory.stream.signals;

import io.signalfactory.baseline.HourCounts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.ByteUtils;
import org.jspecify.annotations.Nullable;

/**
 * The closed hours of one UTC day of one dataset. Hours that were not counted whole are missing.
 */
final class DayOfHours {

  static final DayOfHours EMPTY = new DayOfHours(new HourCounts[24]);

  private static final int VERSION = 1;

  private final @Nullable HourCounts[] hours;

  private DayOfHours(@Nullable HourCounts[] hours) {
    this.hours = hours;
  }

  @Nullable HourCounts hour(int ofDay) {
    return hours[ofDay];
  }

  DayOfHours with(int ofDay, HourCounts counts) {
    @Nullable HourCounts[] changed = hours.clone();
    changed[ofDay] = counts;
    return new DayOfHours(changed);
  }

  /** A format version, one bit per hour that is known, and the four counts of each known hour. */
  byte[] toBytes() {
    int known = 0;
    for (int i = 0; i < hours.length; i++) {
      known |= hours[i] == null ? 0 : 1 << i;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(known);
      for (HourCounts counts : hours) {
        if (counts != null) {
          ByteUtils.writeVarlong(counts.first(), out);
          ByteUtils.writeVarlong(counts.second(), out);
          ByteUtils.writeVarlong(counts.third(), out);
          ByteUtils.writeVarlong(counts.fourth(), out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static DayOfHours fromBytes(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new SerializationException(
            "the store of hours has format version "
                + version
                + ", and this release reads "
                + VERSION
                + ": run the release that wrote it");
      }
      int known = in.readInt();
      @Nullable HourCounts[] hours = new HourCounts[24];
      for (int i = 0; i < hours.length; i++) {
        if ((known & 1 << i) != 0) {
          hours[i] =
              new HourCounts(
                  ByteUtils.readVarlong(in),
                  ByteUtils.readVarlong(in),
                  ByteUtils.readVarlong(in),
                  ByteUtils.readVarlong(in));
        }
      }
      return new DayOfHours(hours);
    } catch (IOException | IllegalArgumentException e) {
      throw new SerializationException("an entry of the store of hours is damaged", e);
    }
  }
}
