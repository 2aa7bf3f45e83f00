package io.signalfactory.server.api;

import io.signalfactory.past.WindowSpan;
import io.signalfactory.server.http.ProblemException;
import io.signalfactory.server.http.QueryParameters;
import java.time.Duration;
import java.time.Instant;

/**
 * The windows that a history is asked for.
 *
 * @param windows the windows
 * @param step the length of a window
 */
record HistorySpan(WindowSpan windows, HistoryStep step) {

  private static final Duration DEFAULT_SPAN = Duration.ofDays(1);
  private static final int SECONDS_PER_MINUTE = 60;

  /**
   * The span that the parameters {@code from}, {@code to} and {@code step} ask for; by default the
   * 24 hours until now in steps of one hour. The start is moved back and the end forward to the
   * step.
   *
   * @param maxWindows the most windows in one answer
   * @throws ProblemException if a parameter is wrong, or if there would be too many windows
   */
  static HistorySpan of(QueryParameters query, Instant now, int maxWindows) {
    HistoryStep step =
        query.read("step", HistoryStep::parse, HistoryStep.ALLOWED).orElse(HistoryStep.HOUR);
    Instant to = query.time("to").orElse(now);
    Instant from = query.time("from").orElse(to.minus(DEFAULT_SPAN));
    if (!from.isBefore(to)) {
      throw ProblemException.badRequest(
          "'from' is "
              + from
              + " and 'to' is "
              + to
              + ": 'from' must be before 'to' (without a 'to', it is now)");
    }
    HistorySpan span =
        new HistorySpan(
            new WindowSpan(
                step.floor(floorMinute(from)), step.ceiling(ceilingMinute(to)), step.minutes()),
            step);
    if (span.windows.windows() > maxWindows) {
      throw tooMany(span, maxWindows);
    }
    return span;
  }

  private static ProblemException tooMany(HistorySpan span, int maxWindows) {
    // One window less than the limit, because moving the ends to the step can add one.
    String longerStep =
        HistoryStep.forWindows(span.windows.toMinute() - span.windows.fromMinute(), maxWindows - 1)
            .map(step -> ", or for a step of " + step.minutes() + "m")
            .orElse("");
    return ProblemException.badRequest(
        span.windows.windows()
            + " windows of "
            + span.step
            + " are asked for, and one answer has at most "
            + maxWindows
            + ": ask for a shorter span"
            + longerStep);
  }

  private static long floorMinute(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), SECONDS_PER_MINUTE);
  }

  private static long ceilingMinute(Instant time) {
    long minute = floorMinute(time);
    return startOf(minute).equals(time) ? minute : minute + 1;
  }

  /** The time at which a minute starts. */
  static Instant startOf(long minute) {
    return Instant.ofEpochSecond(minute * SECONDS_PER_MINUTE);
  }
}
