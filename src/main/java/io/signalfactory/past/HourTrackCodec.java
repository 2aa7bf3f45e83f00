package io.signalfactory.past;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import java.util.function.IntUnaryOperator;

/**
 * {@link HourTrack} as bytes: one byte of format version, then the minutes, one kind of number
 * after the other. What mostly stays the same is written as runs, and staleness as differences: a
 * feed that is silent gets 60 seconds staler per minute. Stateless and thread-safe.
 */
public final class HourTrackCodec {

  private static final int VERSION = 1;

  private HourTrackCodec() {}

  /** The track's bytes; equal tracks have equal bytes. */
  public static byte[] encode(HourTrack track) {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeSigned(track.countedThroughMs());
    writeRuns(out, minute -> track.minute(minute).seconds());
    writeRuns(out, minute -> track.minute(minute).worst().code());
    int before = Judged.NO_STALENESS;
    for (int i = 0; i < HourTrack.MINUTES; i++) {
      Judged minute = track.minute(i);
      if (minute.happened()) {
        out.writeSigned((long) minute.staleness() - before);
        before = minute.staleness();
      }
    }
    writeLate(out, track);
    return out.toByteArray();
  }

  private static void writeLate(ByteWriter out, HourTrack track) {
    int amended = 0;
    for (int i = 0; i < HourTrack.MINUTES; i++) {
      amended += track.late(i) > 0 ? 1 : 0;
    }
    out.writeUnsigned(amended);
    for (int i = 0; i < HourTrack.MINUTES; i++) {
      if (track.late(i) > 0) {
        out.writeByte(i);
        out.writeUnsigned(track.late(i));
      }
    }
  }

  private static void writeRuns(ByteWriter out, IntUnaryOperator numbers) {
    int from = 0;
    while (from < HourTrack.MINUTES) {
      int number = numbers.applyAsInt(from);
      int to = from + 1;
      while (to < HourTrack.MINUTES && numbers.applyAsInt(to) == number) {
        to++;
      }
      out.writeByte(to - from);
      out.writeUnsigned(number);
      from = to;
    }
  }

  /**
   * The track behind the bytes.
   *
   * @throws io.signalfactory.codec.CodecException if they are damaged, or of a version that this
   *     release does not read
   */
  public static HourTrack decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, "track");
    in.expectVersion(VERSION);
    long countedThroughMs = in.readSigned();
    int[] seconds = readRuns(in, HourTrack.SECONDS);
    int[] worst = readRuns(in, WorstStates.LARGEST);
    int[] staleness = new int[HourTrack.MINUTES];
    int before = Judged.NO_STALENESS;
    for (int i = 0; i < HourTrack.MINUTES; i++) {
      boolean judged = worst[i] != 0 || seconds[i] != 0;
      if (judged) {
        before = staleness(in, before);
      }
      staleness[i] = judged ? before : Judged.NO_STALENESS;
    }
    long[] late = new long[HourTrack.MINUTES];
    for (int left = in.readCount(); left > 0; left--) {
      int minute = in.readByte();
      if (minute >= HourTrack.MINUTES) {
        throw in.damaged("an hour has no minute beyond its last");
      }
      late[minute] = in.readUnsigned();
    }
    in.expectEnd();
    return HourTrack.of(countedThroughMs, seconds, staleness, worst, late);
  }

  private static int staleness(ByteReader in, int before) {
    long staleness = before + in.readSigned();
    if (staleness < Judged.NO_STALENESS || staleness > Integer.MAX_VALUE) {
      throw in.damaged("a staleness is out of range");
    }
    return (int) staleness;
  }

  private static int[] readRuns(ByteReader in, int largest) {
    int[] numbers = new int[HourTrack.MINUTES];
    int from = 0;
    while (from < HourTrack.MINUTES) {
      int length = in.readByte();
      int number = in.readInt();
      if (length == 0 || length > HourTrack.MINUTES - from || number > largest) {
        throw in.damaged("a run of minutes is out of range");
      }
      for (int i = 0; i < length; i++) {
        numbers[from++] = number;
      }
    }
    return numbers;
  }
}
