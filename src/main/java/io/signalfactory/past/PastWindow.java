package io.signalfactory.past;

import io.signalfactory.tally.Counts;

/**
 * One window of a dataset's past.
 *
 * @param counted what was counted of events of this window, late ones included
 * @param countedSeconds for how many seconds of the window every event that had arrived was counted
 * @param late how many of the events came after their hour had been closed, and how many of those
 *     failed; in windows that are not whole hours only the number of events is known
 * @param judged what judging came to in this window, by our clock
 */
public record PastWindow(Counted counted, long countedSeconds, Counts late, Judged judged) {

  static final PastWindow NOTHING = new PastWindow(Counted.NOTHING, 0, Counts.ZERO, Judged.NOTHING);

  PastWindow and(PastWindow other) {
    return new PastWindow(
        counted.plus(other.counted),
        countedSeconds + other.countedSeconds,
        late.plus(other.late),
        judged.and(other.judged));
  }

  /** Whether anything is known of the events of this window: if not, its counts mean nothing. */
  public boolean isCounted() {
    return countedSeconds > 0 || counted.counts().events() > 0;
  }
}
