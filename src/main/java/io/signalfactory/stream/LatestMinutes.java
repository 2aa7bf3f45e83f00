package io.signalfactory.stream;

import io.signalfactory.signal.MinuteBucket;
import org.jspecify.annotations.Nullable;

/**
 * The latest two minutes of a dataset as they are stored, at hand: nearly all partial tallies are
 * of the minute that is running, or of the one before while it has just begun, and to read and
 * decode them each time takes longer than all else in merging.
 */
final class LatestMinutes {

  private long newerMinute = Long.MIN_VALUE;
  private @Nullable MinuteBucket newer;
  private long olderMinute = Long.MIN_VALUE;
  private @Nullable MinuteBucket older;

  /** A minute as it is stored; null where it is not at hand. */
  @Nullable MinuteBucket get(long minute) {
    if (minute == newerMinute) {
      return newer;
    }
    return minute == olderMinute ? older : null;
  }

  /** A minute has been stored. */
  void put(long minute, MinuteBucket bucket) {
    if (minute == newerMinute) {
      newer = bucket;
    } else if (minute > newerMinute) {
      olderMinute = newerMinute;
      older = newer;
      newerMinute = minute;
      newer = bucket;
    } else if (minute >= olderMinute) {
      olderMinute = minute;
      older = bucket;
    }
  }

  /** Lets go of the minutes before this. */
  void forgetBefore(long minute) {
    if (olderMinute < minute) {
      olderMinute = Long.MIN_VALUE;
      older = null;
    }
    if (newerMinute < minute) {
      newerMinute = Long.MIN_VALUE;
      newer = null;
    }
  }
}
