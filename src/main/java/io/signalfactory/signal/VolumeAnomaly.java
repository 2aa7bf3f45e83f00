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
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges the volume of one calendar hour by the dataset's own history: the current hour against
 * what is usual by now or, until its first quarter has ended, the hour before as a whole.
 *
 * <p>The clock here is the watermark less the grace, so that late events are counted already. Too
 * few events are judged by the quarters of the hour that have ended, because the baseline has no
 * shorter spans; the result stays the same until the next quarter ends. Too many events are judged
 * at once: as soon as there are more than are usual by the end of the current quarter. A count
 * outside the usual band is WARNING, one that is twice as far out is CRITICAL (ADR 8).
 */
final class VolumeAnomaly {

  private static final int MINUTES_PER_HOUR = 60;
  private static final long HOUR_SECONDS = 3_600;

  private final AnomalyDetection how;
  private final HourlyBaseline baseline;
  private final Instant start;

  /** How many quarters of the hour have ended, 1 to 4. */
  private final int quartersEnded;

  /** The events of the quarters that have ended. */
  private final long eventsOfEnded;

  /** The events of the hour so far. */
  private final long events;

  private VolumeAnomaly(
      AnomalyDetection how,
      HourlyBaseline baseline,
      Instant start,
      int quartersEnded,
      long eventsOfEnded,
      long events) {
    this.how = how;
    this.baseline = baseline;
    this.start = start;
    this.quartersEnded = quartersEnded;
    this.eventsOfEnded = eventsOfEnded;
    this.events = events;
  }

  /**
   * The hour to judge at a time; null if the contract does not ask for it, or if no hour has been
   * observed long enough.
   */
  static @Nullable VolumeAnomaly of(DatasetView view, Instant now) {
    AnomalyDetection how = view.terms().anomalyDetection();
    Instant closedThrough = view.observed().closedThrough();
    if (how == null || closedThrough == null) {
      return null;
    }
    // The current hour is the one after the last closed hour.
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
        view.minutes().sum(first, first + MINUTES_PER_HOUR).events());
  }

  /** Whether there is no baseline to judge by. */
  boolean learning() {
    return baseline.learning();
  }

  /** For example {@code learning: 4 of 7 samples, judged by the static limits alone}. */
  String learningProgress() {
    if (baseline.isException()) {
      return LocalDate.ofInstant(start, how.timeZone())
          + " is an exception"
          + (isInUtc() ? "" : " in " + how.timeZone().getId())
          + ", judged by the static limits alone";
    }
    return "learning: "
        + baseline.samples()
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
    if (tooFew()) {
      return endedBand().judge(eventsOfEnded);
    }
    Deviation deviation = currentBand().judge(events);
    return deviation == Deviation.ABOVE || deviation == Deviation.FAR_ABOVE
        ? deviation
        : Deviation.NONE;
  }

  /** Whether the quarters that have ended have fewer events than usual. */
  private boolean tooFew() {
    Deviation deviation = endedBand().judge(eventsOfEnded);
    return deviation == Deviation.BELOW || deviation == Deviation.FAR_BELOW;
  }

  /** What is usual by the end of the last quarter that has ended. */
  private Band endedBand() {
    return baseline.through(quartersEnded);
  }

  /** What is usual by the end of the current quarter. */
  private Band currentBand() {
    return baseline.through(currentQuarter());
  }

  private int currentQuarter() {
    return Math.min(HourCounts.QUARTERS, quartersEnded + 1);
  }

  private boolean hourEnded() {
    return quartersEnded == HourCounts.QUARTERS;
  }

  /** The events that are compared with the baseline. */
  Measure observed() {
    return new Measure((double) observedEvents(), Measure.Unit.EVENTS);
  }

  private long observedEvents() {
    return tooFew() ? eventsOfEnded : events;
  }

  /** The band that {@link #observed} is judged by; not while learning. */
  Threshold threshold() {
    return Threshold.between(least(endedBand()), most(currentBand()));
  }

  /** The band of the hour, pro rata for another number of minutes; not while learning. */
  Threshold thresholdFor(int minutes) {
    Band band = baseline.through(HourCounts.QUARTERS);
    return Threshold.between(
        Math.ceil(band.low() * minutes / MINUTES_PER_HOUR),
        Math.floor(band.high() * minutes / MINUTES_PER_HOUR));
  }

  /** From the beginning of the hour to the end of the last quarter that has ended. */
  Window window() {
    return new Window(start, endOf(quartersEnded));
  }

  /** The beginning of the hour. */
  Instant conditionSince() {
    return start;
  }

  /** For example {@code 41 events this hour by 12:30 UTC, at least 155 usual on Tuesdays}. */
  String reason() {
    long observed = observedEvents();
    String counted = Wording.count(observed) + (observed == 1 ? " event" : " events");
    String least = Wording.count((long) least(endedBand()));
    String most = Wording.count((long) most(currentBand()));
    String when = comparedWith();
    if (hourEnded()) {
      return counted
          + " in the hour from "
          + clock(start)
          + ", "
          + least
          + " to "
          + most
          + " usual"
          + when;
    }
    if (tooFew()) {
      return counted
          + " this hour by "
          + clock(endOf(quartersEnded))
          + ", at least "
          + least
          + " usual"
          + when;
    }
    return counted
        + " so far this hour, at most "
        + most
        + " usual by "
        + clock(endOf(currentQuarter()))
        + when;
  }

  private String comparedWith() {
    return switch (how.seasonality()) {
      case NONE -> "";
      case DAILY -> hourEnded() ? " at that time of day" : " on other days";
      case WEEKLY ->
          " on "
              + start
                  .atZone(how.timeZone())
                  .getDayOfWeek()
                  .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
              + "s"
              + (hourEnded() ? " at that time" : "");
    };
  }

  /** A time of day by the clock of the zone. */
  private String clock(Instant time) {
    return ClockText.minutes(time, how.timeZone());
  }

  private boolean isInUtc() {
    return how.timeZone().equals(AnomalyDetection.DEFAULT_TIME_ZONE);
  }

  private Instant endOf(int quarters) {
    return start.plus(Duration.ofMinutes((long) quarters * HourCounts.QUARTER_MINUTES));
  }

  /** The member {@code baseline} of the details, about the hour as a whole. */
  Map<String, Object> details() {
    Map<String, Object> details = new TreeMap<>(baselineDetails());
    if (!isInUtc()) {
      details.put("time_zone", how.timeZone().getId());
    }
    return details;
  }

  private Map<String, Object> baselineDetails() {
    if (baseline.isException()) {
      return Map.of("start", Rfc3339Writer.format(start), "exception", true);
    }
    if (learning()) {
      return Map.of(
          "start",
          Rfc3339Writer.format(start),
          "learning",
          true,
          "samples",
          (long) baseline.samples(),
          "samples_needed",
          (long) HourlyBaseline.ENOUGH_SAMPLES);
    }
    Band band = baseline.through(HourCounts.QUARTERS);
    return Map.of(
        "start",
        Rfc3339Writer.format(start),
        "learning",
        false,
        "samples",
        (long) baseline.samples(),
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
