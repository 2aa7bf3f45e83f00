package io.signalfactory.stream.signals;

import io.signalfactory.baseline.HourCounts;
import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@link DayOfHours} as bytes: one byte of format version, a number with a bit for each hour that
 * is known, and the four counts of each of those, as varints. Reads what the release before wrote
 * as well. Stateless and thread-safe.
 */
final class DayOfHoursCodec {

  private static final int VERSION = 2;

  private DayOfHoursCodec() {}

  /** The day's bytes; equal days have equal bytes. */
  static byte[] encode(DayOfHours day) {
    int known = 0;
    for (int i = 0; i < DayOfHours.HOURS; i++) {
      known |= day.hour(i) == null ? 0 : 1 << i;
    }
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(known);
    for (int i = 0; i < DayOfHours.HOURS; i++) {
      HourCounts counts = day.hour(i);
      if (counts != null) {
        out.writeUnsigned(counts.first());
        out.writeUnsigned(counts.second());
        out.writeUnsigned(counts.third());
        out.writeUnsigned(counts.fourth());
      }
    }
    return out.toByteArray();
  }

  /**
   * The day behind the bytes.
   *
   * @throws io.signalfactory.codec.CodecException if they are damaged, or of a version that this
   *     release does not read
   */
  static DayOfHours decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, "day of hours");
    if (in.readVersion(DayOfHoursV1.VERSION, VERSION) == DayOfHoursV1.VERSION) {
      return DayOfHoursV1.decode(bytes);
    }
    int known = in.readInt();
    if (known >>> DayOfHours.HOURS != 0) {
      throw in.damaged("a day has no hour beyond its last");
    }
    @Nullable HourCounts[] hours = new HourCounts[DayOfHours.HOURS];
    for (int i = 0; i < hours.length; i++) {
      if ((known & 1 << i) != 0) {
        hours[i] =
            new HourCounts(
                in.readUnsigned(), in.readUnsigned(), in.readUnsigned(), in.readUnsigned());
      }
    }
    in.expectEnd();
    return DayOfHours.of(hours);
  }
}
