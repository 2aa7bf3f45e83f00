package io.signalfactory.stream.signals;

import io.signalfactory.baseline.HourCounts;
import io.signalfactory.codec.CodecException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.apache.kafka.common.utils.ByteUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link DayOfHours} as it was written before {@link DayOfHoursCodec} had version 2: the
 * known hours in four bytes, the counts as varints of either sign. {@code docs/formats.md} says
 * when no entry of it can be left.
 */
final class DayOfHoursV1 {

  static final int VERSION = 1;

  private DayOfHoursV1() {}

  /**
   * @throws CodecException if the bytes are damaged
   */
  static DayOfHours decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.skipNBytes(1);
      int known = in.readInt();
      @Nullable HourCounts[] hours = new HourCounts[DayOfHours.HOURS];
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
      return DayOfHours.of(hours);
    } catch (IOException | IllegalArgumentException e) {
      throw new CodecException("stored day of hours of format version 1 is damaged", e);
    }
  }
}
