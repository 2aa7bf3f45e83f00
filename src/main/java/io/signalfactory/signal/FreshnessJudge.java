package io.signalfactory.signal;

import io.signalfactory.contract.Slos;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.MinuteRange;
import io.signalfactory.text.Wording;
import io.signalfactory.time.ClockText;
import io.signalfactory.time.Rfc3339Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges freshness: the time from the latest valid event time to now, where an event is never
 * fresher than its arrival. CRITICAL above the limit, WARNING above the warning limit. The dataset
 * and each consumer have limits of their own. For a dataset without events the time is counted from
 * when the dataset became known.
 *
 * <p>A limit is only missed if it was missed at the watermark, a few seconds ago: an event that has
 * arrived since then may not be counted yet.
 *
 * <p>The details have the lags of the events that arrived in the last hour.
 */
final class FreshnessJudge implements Judge {

  private static final int LAG_MINUTES = 60;

  @Override
  public List<Judgement> judge(DatasetView view, Instant now) {
    List<Judgement> judgements = new ArrayList<>();
    Slos.Freshness own = view.slos().freshness();
    judgements.add(
        judge(view, now, own == null ? null : new Limit(null, own.maxDelay(), own.warningDelay())));
    for (Slos.ConsumerFreshness consumer : view.slos().consumers()) {
      judgements.add(
          judge(
              view,
              now,
              new Limit(consumer.consumer(), consumer.maxDelay(), consumer.warningDelay())));
    }
    return judgements;
  }

  /** Missing events have no cause: no event failed. */
  @Override
  public List<Cause> causes(DatasetView view, Instant now, int atMost) {
    return List.of();
  }

  private static Judgement judge(DatasetView view, Instant now, @Nullable Limit limit) {
    Instant since = staleSince(view);
    Duration staleness = between(since, now);
    Duration certain = between(staleSinceAtWatermark(view), view.knownUntil());
    Duration exceeded = limit == null ? null : limit.exceededBy(certain);
    State state = limit == null ? State.OK : limit.judge(certain);
    return new Judgement(
        view.key(Signal.FRESHNESS, limit == null ? null : limit.consumer()),
        state,
        new Measure(staleness.toMillis() / 1000.0, Measure.Unit.SECONDS),
        limit == null ? null : limit.threshold(),
        null,
        new Rationale(
            () -> reason(view, now, staleness, exceeded, limit), () -> details(view, now, limit)),
        exceeded == null ? now : since.plus(exceeded));
  }

  private static Map<String, Object> details(DatasetView view, Instant now, @Nullable Limit limit) {
    Map<String, Object> details = new TreeMap<>();
    if (view.latestEventTime() != null) {
      details.put("latest_event_time", Rfc3339Writer.format(view.latestEventTime()));
    }
    if (view.sourceCreatedAgain() != null) {
      details.put("source_recreated_at", Rfc3339Writer.format(view.sourceCreatedAgain()));
    }
    if (limit == null || limit.consumer() == null) {
      details.putAll(
          FreshnessDetails.members(view.minutes().lags(MinuteRange.last(LAG_MINUTES, now))));
    }
    return details;
  }

  /** Zero if {@code since} is later: an event time may be slightly ahead of the clock. */
  private static Duration between(Instant since, Instant then) {
    return since.isAfter(then) ? Duration.ZERO : Duration.between(since, then);
  }

  /**
   * The start of the staleness at the watermark. If no event had arrived by then, it is counted
   * from when the dataset became known at the earliest, even if the first event has an older event
   * time.
   */
  private static Instant staleSinceAtWatermark(DatasetView view) {
    Instant since = staleSince(view);
    Instant first = view.firstArrival();
    boolean hadEvents = first != null && first.isBefore(view.knownUntil());
    return hadEvents || since.isAfter(view.observedSince()) ? since : view.observedSince();
  }

  /** The latest valid event time or, if there is none, when the dataset became known. */
  private static Instant staleSince(DatasetView view) {
    Instant latest = view.latestEventTime();
    return latest == null ? view.observedSince() : latest;
  }

  private static String reason(
      DatasetView view,
      Instant now,
      Duration staleness,
      @Nullable Duration exceeded,
      @Nullable Limit limit) {
    String allowed;
    if (limit == null) {
      allowed = view.terms().noLimit();
    } else {
      allowed =
          Wording.span(exceeded == null ? limit.maxDelay() : exceeded)
              + " allowed"
              + (limit.consumer() == null ? "" : " for " + limit.consumer());
    }
    if (view.latestEventTime() == null) {
      String missing = view.firstArrival() == null ? "no event" : "no event with a valid time";
      return missing
          + " has been seen since "
          + ClockText.seconds(view.observedSince(), now)
          + ", "
          + allowed;
    }
    if (exceeded == null) {
      return "latest event " + Wording.span(staleness) + " ago, " + allowed;
    }
    return "no event for "
        + Wording.span(staleness)
        + " (since "
        + ClockText.seconds(view.latestEventTime(), now)
        + "), "
        + allowed;
  }

  /**
   * @param consumer whose limit it is; null for the dataset's own
   */
  private record Limit(
      @Nullable String consumer, Duration maxDelay, @Nullable Duration warningDelay) {

    State judge(Duration staleness) {
      if (staleness.compareTo(maxDelay) > 0) {
        return State.CRITICAL;
      }
      return exceededBy(staleness) == null ? State.OK : State.WARNING;
    }

    /** The stricter of the limits that is exceeded; null if none is. */
    @Nullable Duration exceededBy(Duration staleness) {
      if (staleness.compareTo(maxDelay) > 0) {
        return maxDelay;
      }
      return warningDelay != null && staleness.compareTo(warningDelay) > 0 ? warningDelay : null;
    }

    Threshold threshold() {
      return Threshold.of(
          warningDelay == null ? null : warningDelay.toMillis() / 1000.0,
          maxDelay.toMillis() / 1000.0);
    }
  }
}
