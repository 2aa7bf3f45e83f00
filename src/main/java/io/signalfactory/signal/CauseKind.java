package io.signalfactory.signal;

import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CountedCause;
import io.signalfactory.tally.MinuteRange;
import io.signalfactory.tally.MinuteSeries;
import io.signalfactory.tally.ObservedCause;
import io.signalfactory.tally.Totals;
import java.time.Instant;
import java.util.List;

/** The kinds of causes that explain why a signal misses its limit. */
enum CauseKind {
  /** Violations that failed events, for compliance. */
  FAILURES {
    @Override
    List<Cause> leading(Totals totals, int atMost) {
      return totals.leadingCauses(atMost);
    }

    @Override
    boolean includes(ObservedCause cause) {
      return cause.failing();
    }
  },
  /** Rules that did not pass, for quality. */
  RULES {
    @Override
    List<Cause> leading(Totals totals, int atMost) {
      return totals.leadingQualityCauses(atMost);
    }

    @Override
    boolean includes(ObservedCause cause) {
      return true;
    }
  };

  /** After a longer pause, a cause that comes back counts as a new problem. */
  private static final int MAX_PAUSE_MINUTES = 5;

  /** The largest causes of this kind, largest first. */
  abstract List<Cause> leading(Totals totals, int atMost);

  /** Whether a counted cause is of this kind. */
  abstract boolean includes(ObservedCause cause);

  /**
   * The leading causes of the minutes {@code breaking}. Each is traced back from there, minute by
   * minute, to its first event: {@link Cause#firstSeen} is about the current problem, neither about
   * an earlier one of the same kind nor about the beginning of the window.
   *
   * @param floor the earliest minute to look at, in minutes since the epoch
   */
  List<Cause> explain(MinuteSeries minutes, MinuteRange breaking, long floor, int atMost) {
    return leading(minutes.totals(breaking), atMost).stream()
        .map(cause -> traceBack(cause, minutes, breaking, floor))
        .toList();
  }

  /**
   * When the condition began: with the first event of the leading cause or, if no cause is known,
   * at the beginning of {@code breaking}; never later than now.
   *
   * @param floor the earliest minute to look at, in minutes since the epoch
   */
  Instant conditionSince(MinuteSeries minutes, MinuteRange breaking, long floor, Instant now) {
    return explain(minutes, breaking, floor, 1).stream()
        .map(Cause::firstSeen)
        .findFirst()
        .map(firstSeen -> firstSeen.isAfter(now) ? now : firstSeen)
        .orElse(MinuteRange.startOf(breaking.from()));
  }

  private Cause traceBack(Cause cause, MinuteSeries minutes, MinuteRange breaking, long floor) {
    Cause earliest = cause;
    int pause = 0;
    for (long minute = breaking.to() - 1; minute >= floor; minute--) {
      if (minute < breaking.from() && pause > MAX_PAUSE_MINUTES) {
        break;
      }
      pause++;
      for (CountedCause counted : minutes.causes(minute)) {
        if (includes(counted.cause()) && counted.cause().key().equals(cause.key())) {
          pause = 0;
          if (minute < breaking.from()) {
            earliest = withFirst(cause, counted);
          }
        }
      }
    }
    return earliest;
  }

  private static Cause withFirst(Cause cause, CountedCause first) {
    return new Cause(
        cause.key(),
        cause.count(),
        cause.share(),
        Instant.ofEpochMilli(first.firstSeenMs()),
        first.sample());
  }
}
