package io.signalfactory.signal;

import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CountedCause;
import io.signalfactory.tally.MinuteRange;
import io.signalfactory.tally.MinuteSeries;
import io.signalfactory.tally.ObservedCause;
import io.signalfactory.tally.Totals;
import java.time.Instant;
import java.util.List;

/** Which causes explain a signal, and since when. */
enum CauseKind {
  /** Violations that failed events. */
  FAILURES {
    @Override
    List<Cause> leading(Totals totals, int atMost) {
      return totals.leadingCauses(atMost);
    }

    @Override
    boolean counts(ObservedCause cause) {
      return cause.failing();
    }
  },
  /** Rules that did not pass. */
  RULES {
    @Override
    List<Cause> leading(Totals totals, int atMost) {
      return totals.leadingQualityCauses(atMost);
    }

    @Override
    boolean counts(ObservedCause cause) {
      return true;
    }
  };

  /** A pause in which a cause stays the same trouble; after a longer one it is a new one. */
  private static final int MAX_PAUSE_MINUTES = 5;

  abstract List<Cause> leading(Totals totals, int atMost);

  abstract boolean counts(ObservedCause cause);

  /**
   * The leading causes of {@code breaking}. Each is traced back from there, minute by minute and no
   * further than {@code floor}, to where this run of it began: "since when" is about the trouble at
   * hand, not about an earlier one of the same kind, nor about the window's edge.
   */
  List<Cause> explain(MinuteSeries minutes, MinuteRange breaking, long floor, int atMost) {
    return leading(minutes.totals(breaking), atMost).stream()
        .map(cause -> traced(cause, minutes, breaking, floor))
        .toList();
  }

  /**
   * When the condition began: the first event of its leading cause, or the first minute of {@code
   * breaking} where no cause is known; never later than now.
   *
   * @param floor the earliest minute that is looked at
   */
  Instant since(MinuteSeries minutes, MinuteRange breaking, long floor, Instant now) {
    return explain(minutes, breaking, floor, 1).stream()
        .map(Cause::firstSeen)
        .findFirst()
        .map(firstSeen -> firstSeen.isAfter(now) ? now : firstSeen)
        .orElse(MinuteRange.startOf(breaking.from()));
  }

  private Cause traced(Cause cause, MinuteSeries minutes, MinuteRange breaking, long floor) {
    Cause earliest = cause;
    int pause = 0;
    for (long minute = breaking.to() - 1; minute >= floor; minute--) {
      if (minute < breaking.from() && pause > MAX_PAUSE_MINUTES) {
        break;
      }
      pause++;
      for (CountedCause counted : minutes.causes(minute)) {
        if (counts(counted.cause()) && counted.cause().key().equals(cause.key())) {
          pause = 0;
          if (minute < breaking.from()) {
            earliest = since(cause, counted);
          }
        }
      }
    }
    return earliest;
  }

  private static Cause since(Cause cause, CountedCause first) {
    return new Cause(
        cause.key(),
        cause.count(),
        cause.share(),
        Instant.ofEpochMilli(first.firstSeenMs()),
        first.sample());
  }
}
