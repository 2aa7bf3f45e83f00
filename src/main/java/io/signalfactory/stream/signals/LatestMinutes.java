package io.signalfactory.stream.signals;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The latest two minutes of a dataset as they are stored, at hand: nearly all partial tallies are
 * of the minute that is running, or of the one before while it has just begun, and to read them
 * from the store each time takes longer than all else in merging. They are written over rather than
 * replaced, so that nothing old refers to something new, which the collector would look for.
 */
final class LatestMinutes {

  private Slot newer = new Slot();
  private Slot older = new Slot();

  /** A minute as it is stored; null where it is not at hand. */
  byte @Nullable [] get(long minute) {
    if (minute == newer.minute) {
      return newer.bytes();
    }
    return minute == older.minute ? older.bytes() : null;
  }

  /** A minute has been stored. */
  void put(long minute, byte[] stored) {
    if (minute == newer.minute) {
      newer.write(minute, stored);
    } else if (minute > newer.minute) {
      Slot reused = older;
      older = newer;
      newer = reused;
      newer.write(minute, stored);
    } else if (minute >= older.minute) {
      older.write(minute, stored);
    }
  }

  /** Lets go of the minutes before this. */
  void forgetBefore(long minute) {
    if (older.minute < minute) {
      older.clear();
    }
    if (newer.minute < minute) {
      newer.clear();
    }
  }

  private static final class Slot {

    private static final byte[] NOTHING = {};

    private long minute = Long.MIN_VALUE;
    private byte[] buffer = NOTHING;
    private int length;

    private byte[] bytes() {
      return Arrays.copyOf(buffer, length);
    }

    private void write(long of, byte[] stored) {
      if (buffer.length < stored.length) {
        // Room for counts that grow by some digits before the minute is over.
        buffer = new byte[stored.length + stored.length / 4];
      }
      System.arraycopy(stored, 0, buffer, 0, stored.length);
      length = stored.length;
      minute = of;
    }

    private void clear() {
      minute = Long.MIN_VALUE;
      buffer = NOTHING;
      length = 0;
    }
  }
}
