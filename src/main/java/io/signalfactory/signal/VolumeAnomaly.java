package io.signalfactory.signal;

import io.signalfactory.baseline.Band;
import io.signalfactory.baseline.Deviation;
import io.signalfactory.baseline.HourCounts;
import io.signalfactory.baseline.HourlyBaseline;
import io.signalfactory.contract.Slos.AnomalyDetection;
import io.signalfactory.tally.MinuteRange;
import io.signalfactory.tally.Window;
import io.signalfactory.text.Wording;
import io.signalfactory.time.ClockText;
import io.signalfactory.time.Rfc3339Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset's own history says of its volume: the calendar hour that is running, compared with
 * what is usual by then, and until its first quarter is over the hour before as a whole.
 *
 * <p>Which hour runs is told by the time up to which everything is known, less the grace for late
 * events. Too few is judged by the events of the quarters of the hour that have ended by then, as
 * history knows no finer grain: what is said of them stays until the next one ends. Too many is
 * judged as soon as there are more than are usual by the end of the quarter that is running. Out of
 * the band is WARNING, twice as far out is CRITICAL.
 */
final class VolumeAnomaly {

  private static final int MINUTES_AN_HOUR = 60;
  private static final long HOUR_SECONDS = 3_600;

  private final AnomalyDetection how;
  private final HourlyBaseline usual;
  private final Instant start;
  private final int quartersOver;
  private final long eventsOver;
  private final long events;

  private VolumeAnomaly(
      AnomalyDetection how,
      HourlyBaseline usual,
      Instant start,
      int quartersOver,
      long eventsOver,
      long events) {
    this.how = how;
    this.usual = usual;
    this.start = start;
    this.quartersOver = quartersOver;
    this.eventsOver = eventsOver;
    this.events = events;
  }

  /** Null where the contract does not ask for it, or too little has been read to say anything. */
  static @Nullable VolumeAnomaly of(DatasetView view, Instant now) {
    AnomalyDetection how = view.terms().anomalyDetection();
    Instant closedThrough = view.observed().closedThrough();
    if (how == null || closedThrough == null) {
      return null;
    }
    // Everything up to here arrived before the last hour was closed, or has been read since.
    Instant start = closedThrough;
    Instant complete = view.knownUntil().minus(view.terms().grace());
    long quarters = Duration.between(start, complete).toMinutes() / HourCounts.QUARTER_MINUTES;
    if (quarters <= 0) {
      start = start.minusSeconds(HOUR_SECONDS);
      quarters = HourCounts.QUARTERS;
    }
    long first = MinuteRange.minuteOf(start);
    if (first < MinuteRange.minuteOf(now) - view.terms().minutesNeeded()
        || quarters > HourCounts.QUARTERS
        || start.isBefore(view.observedSince())) {
      return null;
    }
    return new VolumeAnomaly(
        how,
        view.baselines().of(start.getEpochSecond() / HOUR_SECONDS, how),
        start,
        (int) quarters,
        view.minutes().sum(first, first + quarters * HourCounts.QUARTER_MINUTES).events(),
        view.minutes().sum(first, first + MINUTES_AN_HOUR).events());
  }

  boolean learning() {
    return usual.learning();
  }

  /** {@code learning: 4 of 7 samples, judged by the static limits alone}. */
  String learningProgress() {
    return "learning: "
        + usual.samples()
        + " of "
        + HourlyBaseline.ENOUGH_SAMPLES
        + " samples, judged by the static limits alone";
  }

  /** OK, WARNING or CRITICAL; OK while learning. */
  State state() {
    if (learning()) {
      return State.OK;
    }
    Deviation deviation = deviation();
    if (deviation == Deviation.NONE) {
      return State.OK;
    }
    return deviation.far() ? State.CRITICAL : State.WARNING;
  }

  private Deviation deviation() {
    if (below()) {
      return usual.through(quartersOver).judge(eventsOver);
    }
    Deviation byTheEnd = usual.through(quartersRunning()).judge(events);
    return byTheEnd == Deviation.ABOVE || byTheEnd == Deviation.FAR_ABOVE
        ? byTheEnd
        : Deviation.NONE;
  }

  private boolean below() {
    Deviation deviation = usual.through(quartersOver).judge(eventsOver);
    return deviation == Deviation.BELOW || deviation == Deviation.FAR_BELOW;
  }

  private int quartersRunning() {
    return Math.min(HourCounts.QUARTERS, quartersOver + 1);
  }

  private boolean whole() {
    return quartersOver == HourCounts.QUARTERS;
  }

  Measure observed() {
    return new Measure((double) (below() ? eventsOver : events), Measure.Unit.EVENTS);
  }

  /** The band that {@link #observed} is judged by. */
  Threshold threshold() {
    return Threshold.between(
        least(usual.through(quartersOver)), most(usual.through(quartersRunning())));
  }

  /** What is usual of a span of so many minutes, by that of the hour; not while learning. */
  Threshold thresholdOf(int minutes) {
    Band band = usual.through(HourCounts.QUARTERS);
    return Threshold.between(
        Math.ceil(band.low() * minutes / MINUTES_AN_HOUR),
        Math.floor(band.high() * minutes / MINUTES_AN_HOUR));
  }

  Window window() {
    return new Window(start, endOf(quartersOver));
  }

  Instant since() {
    return start;
  }

  /** {@code 41 events this hour by 12:30, at least 155 usual on Tuesdays}. */
  String reason() {
    long told = below() ? eventsOver : events;
    String counted = Wording.count(told) + (told == 1 ? " event" : " events");
    String when = comparedWith();
    if (whole()) {
      Threshold band = threshold();
      return counted
          + " in the hour from "
          + ClockText.minutes(start)
          + ", "
          + Wording.count(band.minimum().longValue())
          + " to "
          + Wording.count(band.maximum().longValue())
          + " usual"
          + when;
    }
    if (below()) {
      return counted
          + " this hour by "
          + ClockText.minutes(endOf(quartersOver))
          + ", at least "
          + Wording.count((long) least(usual.through(quartersOver)))
          + " usual"
          + when;
    }
    return counted
        + " so far this hour, at most "
        + Wording.count((long) most(usual.through(quartersRunning())))
        + " usual by "
        + ClockText.minutes(endOf(quartersRunning()))
        + when;
  }

  private String comparedWith() {
    return switch (how.seasonality()) {
      case NONE -> "";
      case DAILY -> whole() ? " at that time of day" : " on other days";
      case WEEKLY ->
          " on "
              + start
                  .atZone(ZoneOffset.UTC)
                  .getDayOfWeek()
                  .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
              + "s"
              + (whole() ? " at that time" : "");
    };
  }

  private Instant endOf(int quarters) {
    return start.plus(Duration.ofMinutes((long) quarters * HourCounts.QUARTER_MINUTES));
  }

  /** What is told of the baseline whatever the state is, of the hour as a whole. */
  Map<String, Object> details() {
    if (learning()) {
      return Map.of(
          "start",
          Rfc3339Writer.format(start),
          "learning",
          true,
          "samples",
          (long) usual.samples(),
          "samples_needed",
          (long) HourlyBaseline.ENOUGH_SAMPLES);
    }
    Band band = usual.through(HourCounts.QUARTERS);
    return Map.of(
        "start",
        Rfc3339Writer.format(start),
        "learning",
        false,
        "samples",
        (long) usual.samples(),
        "expected",
        Math.round(band.expected()),
        "low",
        (long) least(band),
        "high",
        (long) most(band),
        "events",
        events);
  }

  /** The smallest count that is usual. */
  private static double least(Band band) {
    return Math.ceil(band.low());
  }

  /** The largest count that is usual. */
  private static double most(Band band) {
    return Math.floor(band.high());
  }
}
