package io.signalfactory.stream.signals;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The latest two minutes of a dataset as bytes on the heap. Nearly all partials belong to the
 * current minute or the one before, and reading that from the store each time would take longer
 * than the rest of merging. The arrays are overwritten and not replaced: references from old
 * objects to new ones are work for the collector.
 */
final class LatestMinutes {

  private Slot newer = new Slot();
  private Slot older = new Slot();

  /** A minute as it is stored; null if it is not here. */
  byte @Nullable [] get(long minute) {
    if (minute == newer.minute) {
      return newer.bytes();
    }
    return minute == older.minute ? older.bytes() : null;
  }

  /** Keeps a minute that has been stored. */
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

  /** Forgets the minutes before this one. */
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
        // Room for counts that grow before the minute is over.
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
