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
 * Judges volume: the events of the trailing window, including the current minute, against the
 * hourly limits pro rata.
 *
 * <p>Too many events are CRITICAL at once. Too few events are CRITICAL once the dataset has been
 * known for a whole window, and only if a window that is one minute longer has too few as well: the
 * current minute has not ended, so the window itself is up to one minute short. There also have to
 * be too few at the watermark, because the latest events may not be counted yet.
 *
 * <p>Besides the limits, {@link VolumeAnomaly} compares with the dataset's own history. The worse
 * of the two is reported.
 */
final class VolumeJudge implements Judge {

  private static final int DEFAULT_WINDOW_MINUTES = 60;
  private static final int MINUTES_PER_HOUR = 60;

  /**
   * The threshold while the baseline is not known, if the contract has no other limit of volume. A
   * signal without a threshold would count as one without a limit, and its breach would be
   * resolved.
   */
  private static final Threshold ANY_NUMBER = Threshold.between(0.0, null);

  @Override
  public List<Judgement> judge(DatasetView view, Instant now) {
    Slos.Volume slo = view.slos().volume();
    int minutes = slo == null ? DEFAULT_WINDOW_MINUTES : slo.windowMinutes();
    MinuteRange window = MinuteRange.last(minutes, now);
    long events = view.minutes().sum(window).events();
    Limits limits = Limits.of(slo, minutes);
    Finding finding = judgeByLimits(view, now, minutes, events, limits);
    VolumeAnomaly anomaly = VolumeAnomaly.of(view, now);
    if (anomaly != null && anomaly.state() != State.OK && !isAtLeastAsBad(finding, anomaly)) {
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
              anomaly.conditionSince()));
    }
    return List.of(
        new Judgement(
            view.key(Signal.VOLUME, null),
            finding.state(),
            new Measure((double) events, Measure.Unit.EVENTS),
            threshold(view, limits, anomaly, minutes),
            window.window(),
            new Rationale(() -> reason(finding, anomaly), () -> details(view, now, anomaly)),
            MinuteRange.startOf(window.to() - 1)));
  }

  private static String reason(Finding finding, @Nullable VolumeAnomaly anomaly) {
    String reason = finding.reason().get();
    return anomaly != null && anomaly.learning() && finding.state() == State.OK
        ? reason + "; " + anomaly.learningProgress()
        : reason;
  }

  /** The limits of the contract or, if it has none, the usual band for the length of the window. */
  private static @Nullable Threshold threshold(
      DatasetView view, Limits limits, @Nullable VolumeAnomaly anomaly, int minutes) {
    if (limits.threshold() != null || view.terms().anomalyDetection() == null) {
      return limits.threshold();
    }
    return anomaly == null || anomaly.learning() ? ANY_NUMBER : anomaly.thresholdFor(minutes);
  }

  /**
   * Whether the limits of the contract are missed as badly as the anomaly is. If so, they are
   * reported: they are promised, and the baseline is only learnt.
   */
  private static boolean isAtLeastAsBad(Finding byLimits, VolumeAnomaly anomaly) {
    return byLimits.state() == State.CRITICAL || byLimits.state() == anomaly.state();
  }

  private static Map<String, Object> details(
      DatasetView view, Instant now, @Nullable VolumeAnomaly anomaly) {
    Map<String, Object> details = new TreeMap<>(lastHour(view, now));
    if (anomaly != null) {
      details.put("baseline", anomaly.details());
    }
    return details;
  }

  /** Too few or too many events have no cause: no event failed. */
  @Override
  public List<Cause> causes(DatasetView view, Instant now, int atMost) {
    return List.of();
  }

  private static Finding judgeByLimits(
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
    MinuteRange oneMinuteLonger = MinuteRange.last(minutes + 1, now);
    MinuteRange atWatermark = MinuteRange.last(minutes + 1, view.knownUntil());
    if (view.observedSince().isAfter(MinuteRange.startOf(atWatermark.from()))) {
      return new Finding(
          State.UNKNOWN,
          () ->
              counted(events, minutes)
                  + ": first full window ends at "
                  + ClockText.seconds(endOfFirstWindow(view.observedSince(), minutes), now));
    }
    if (events < min
        && view.minutes().sum(oneMinuteLonger).events() < min
        && view.minutes().sum(atWatermark).events() < min) {
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
        + " in "
        + (minutes <= 2 ? Wording.lastMinutes(minutes) : "the last " + minutes + " minutes");
  }

  private static Instant endOfFirstWindow(Instant observedSince, int minutes) {
    Instant minute = observedSince.truncatedTo(ChronoUnit.MINUTES);
    Instant firstWhole = minute.equals(observedSince) ? minute : minute.plus(1, ChronoUnit.MINUTES);
    return firstWhole.plus(minutes, ChronoUnit.MINUTES);
  }

  /** The member {@code last_hour}: the last closed hour, judged by the hourly limits. */
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
      // Nothing has been read for so long that the minutes of that hour are not in memory.
      return Map.of();
    }
    long events = view.minutes().sum(first, first + MINUTES_PER_HOUR).events();
    State state = HourlyVolume.judge(start, events, view.terms(), view.observed());
    return Map.of(
        "last_hour",
        Map.of("start", Rfc3339Writer.format(start), "events", events, "state", state.name()));
  }

  private record Finding(State state, Supplier<String> reason) {}

  /** The limits for the length of the window; null if the contract does not set them. */
  private record Limits(@Nullable Double min, @Nullable Double max) {

    static Limits of(Slos.@Nullable Volume slo, int minutes) {
      return slo == null
          ? new Limits(null, null)
          : new Limits(
              proRata(slo.minEventsPerHour(), minutes), proRata(slo.maxEventsPerHour(), minutes));
    }

    private static @Nullable Double proRata(@Nullable Long perHour, int minutes) {
      return perHour == null ? null : (double) perHour * minutes / MINUTES_PER_HOUR;
    }

    @Nullable Threshold threshold() {
      return min == null && max == null ? null : Threshold.between(min, max);
    }
  }
}
