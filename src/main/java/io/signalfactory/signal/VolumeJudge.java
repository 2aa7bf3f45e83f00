package io.signalfactory.signal;

import io.signalfactory.contract.Slos;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.MinuteRange;
import io.signalfactory.text.Wording;
import io.signalfactory.time.ClockText;
import io.signalfactory.time.Rfc3339Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Volume: the events of the trailing window, the current minute included, against the hourly limits
 * pro rata.
 *
 * <p>Too many is CRITICAL at once. Too few is CRITICAL once the dataset has been known for a whole
 * window, and only if one more minute would still be too few: the current minute is not over, so
 * the window holds between one minute less and a whole one. As some of the latest events may be on
 * their way through us, it has to have been too few at the time up to which everything is known.
 *
 * <p>Beside the limits, {@link VolumeAnomaly} compares with the dataset's own history; the worse of
 * the two is told.
 */
final class VolumeJudge implements Judge {

  private static final int DEFAULT_WINDOW_MINUTES = 60;
  private static final int MINUTES_AN_HOUR = 60;

  /**
   * Of a dataset that has no limit but what is usual, while that is not known: a signal without any
   * threshold is one that the contract does not limit, and its breach ends.
   */
  private static final Threshold ANY_NUMBER = Threshold.between(0.0, null);

  @Override
  public Signal signal() {
    return Signal.VOLUME;
  }

  @Override
  public List<Judgement> judge(DatasetView view, Instant now) {
    Slos.Volume slo = view.slos().volume();
    int minutes = slo == null ? DEFAULT_WINDOW_MINUTES : slo.windowMinutes();
    MinuteRange window = MinuteRange.last(minutes, now);
    long events = view.minutes().sum(window).events();
    Limits limits = Limits.of(slo, minutes);
    Finding finding = find(view, now, minutes, events, limits);
    VolumeAnomaly anomaly = VolumeAnomaly.of(view, now);
    if (anomaly != null && anomaly.state() != State.OK && !worse(finding, anomaly)) {
      return List.of(
          new Judgement(
              view.key(Signal.VOLUME, null),
              anomaly.state(),
              anomaly.observed(),
              anomaly.threshold(),
              anomaly.window(),
              new Rationale(
                  () -> anomaly.reason(),
                  () -> VolumeDetails.withTrailing(details(view, now, anomaly), events)),
              anomaly.since()));
    }
    return List.of(
        new Judgement(
            view.key(Signal.VOLUME, null),
            finding.state(),
            new Measure((double) events, Measure.Unit.EVENTS),
            shown(view, limits, anomaly, minutes),
            window.window(),
            new Rationale(() -> reason(finding, anomaly), () -> details(view, now, anomaly)),
            MinuteRange.startOf(window.to() - 1)));
  }

  private static String reason(Finding finding, @Nullable VolumeAnomaly anomaly) {
    String found = finding.reason().get();
    return anomaly != null && anomaly.learning() && finding.state() == State.OK
        ? found + "; " + anomaly.learningProgress()
        : found;
  }

  /** The limits of the window: those of the contract, else what is usual of so many minutes. */
  private static @Nullable Threshold shown(
      DatasetView view, Limits limits, @Nullable VolumeAnomaly anomaly, int minutes) {
    if (limits.threshold() != null || view.terms().anomalyDetection() == null) {
      return limits.threshold();
    }
    return anomaly == null || anomaly.learning() ? ANY_NUMBER : anomaly.thresholdOf(minutes);
  }

  /**
   * Whether the static limits say what is at least as bad: they are promised, the other is learnt.
   */
  private static boolean worse(Finding limits, VolumeAnomaly anomaly) {
    return limits.state() == State.CRITICAL || limits.state() == anomaly.state();
  }

  private static Map<String, Object> details(
      DatasetView view, Instant now, @Nullable VolumeAnomaly anomaly) {
    Map<String, Object> details = new TreeMap<>(lastHour(view, now));
    if (anomaly != null) {
      details.put("baseline", anomaly.details());
    }
    return details;
  }

  /** Events that are missing, or too many, have no failing event to blame. */
  @Override
  public List<Cause> causes(DatasetView view, Instant now, int atMost) {
    return List.of();
  }

  private static Finding find(
      DatasetView view, Instant now, int minutes, long events, Limits limits) {
    Double min = limits.min();
    Double max = limits.max();
    if (min == null && max == null) {
      return new Finding(
          State.OK,
          () ->
              counted(events, minutes)
                  + (view.terms().anomalyDetection() == null ? ", " + view.terms().noLimit() : ""));
    }
    if (max != null && events > max) {
      return new Finding(
          State.CRITICAL,
          () ->
              counted(events, minutes)
                  + ", at most "
                  + Wording.count((long) Math.floor(max))
                  + " expected");
    }
    if (min == null) {
      return new Finding(State.OK, () -> counted(events, minutes));
    }
    MinuteRange withOneMore = MinuteRange.last(minutes + 1, now);
    MinuteRange certain = MinuteRange.last(minutes + 1, view.knownUntil());
    if (view.observedSince().isAfter(MinuteRange.startOf(certain.from()))) {
      return new Finding(
          State.UNKNOWN,
          () ->
              counted(events, minutes)
                  + ": first full window ends at "
                  + ClockText.seconds(endOfFirstWindow(view.observedSince(), minutes), now));
    }
    if (events < min
        && view.minutes().sum(withOneMore).events() < min
        && view.minutes().sum(certain).events() < min) {
      return new Finding(
          State.CRITICAL,
          () ->
              counted(events, minutes)
                  + ", at least "
                  + Wording.count((long) Math.ceil(min))
                  + " expected");
    }
    return new Finding(State.OK, () -> counted(events, minutes));
  }

  private static String counted(long events, int minutes) {
    return Wording.count(events)
        + (events == 1 ? " event" : " events")
        + (minutes == 1 ? " in the last minute" : " in the last " + minutes + " minutes");
  }

  private static Instant endOfFirstWindow(Instant observedSince, int minutes) {
    Instant minute = observedSince.truncatedTo(ChronoUnit.MINUTES);
    Instant firstWhole = minute.equals(observedSince) ? minute : minute.plus(1, ChronoUnit.MINUTES);
    return firstWhole.plus(minutes, ChronoUnit.MINUTES);
  }

  /** The last calendar hour that is closed, judged by the hourly limits as they are. */
  private static Map<String, Object> lastHour(DatasetView view, Instant now) {
    Instant end = view.observed().closedThrough();
    if (end == null) {
      return Map.of();
    }
    Instant start = end.minus(Duration.ofHours(1));
    if (!view.observed().covers(start, end)) {
      return Map.of();
    }
    long first = MinuteRange.minuteOf(start);
    if (first < MinuteRange.minuteOf(now) - view.terms().minutesNeeded()) {
      // Closed so long ago, as nothing has been read since, that its minutes are not at hand.
      return Map.of();
    }
    long events = view.minutes().sum(first, first + MINUTES_AN_HOUR).events();
    State state = HourlyVolume.judge(start, events, view.terms(), view.observed());
    return Map.of(
        "last_hour",
        Map.of("start", Rfc3339Writer.format(start), "events", events, "state", state.name()));
  }

  private record Finding(State state, Supplier<String> reason) {}

  private record Limits(@Nullable Double min, @Nullable Double max) {

    static Limits of(Slos.@Nullable Volume slo, int minutes) {
      return slo == null
          ? new Limits(null, null)
          : new Limits(
              proRata(slo.minEventsPerHour(), minutes), proRata(slo.maxEventsPerHour(), minutes));
    }

    private static @Nullable Double proRata(@Nullable Long anHour, int minutes) {
      return anHour == null ? null : (double) anHour * minutes / MINUTES_AN_HOUR;
    }

    @Nullable Threshold threshold() {
      return min == null && max == null ? null : Threshold.between(min, max);
    }
  }
}
