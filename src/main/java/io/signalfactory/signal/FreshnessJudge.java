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
 * Freshness: the time from the latest valid event time to now. CRITICAL above the limit, WARNING
 * above the warning limit; the dataset and each consumer are judged by their own. A dataset that
 * never had an event is as stale as it has been known.
 *
 * <p>A limit is missed only if it was missed at the time up to which everything is known, some
 * seconds ago: an event that has arrived since then may be on its way through us.
 *
 * <p>The details tell how long the events that arrived in the last hour were under way.
 */
final class FreshnessJudge implements Judge {

  private static final int LAG_MINUTES = 60;

  @Override
  public Signal signal() {
    return Signal.FRESHNESS;
  }

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

  /** Silence has no failing event to blame. */
  @Override
  public List<Cause> causes(DatasetView view, Instant now, int atMost) {
    return List.of();
  }

  private static Judgement judge(DatasetView view, Instant now, @Nullable Limit limit) {
    Instant fresh = freshAt(view);
    // an event time slightly ahead of the clock is as fresh as can be
    Duration staleness = between(fresh, now);
    Duration certain = between(freshWhenKnown(view), view.knownUntil());
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
        exceeded == null ? now : fresh.plus(exceeded));
  }

  private static Map<String, Object> details(DatasetView view, Instant now, @Nullable Limit limit) {
    Map<String, Object> details = new TreeMap<>();
    if (view.latestEventTime() != null) {
      details.put("latest_event_time", Rfc3339Writer.format(view.latestEventTime()));
    }
    if (limit == null || limit.consumer() == null) {
      details.putAll(
          FreshnessDetails.members(view.minutes().lags(MinuteRange.last(LAG_MINUTES, now))));
    }
    return details;
  }

  private static Duration between(Instant fresh, Instant then) {
    return fresh.isAfter(then) ? Duration.ZERO : Duration.between(fresh, then);
  }

  /**
   * From when on it was stale at the time up to which all is known. Before its first event arrived
   * it was as stale as it had been known, whatever time that event then had.
   */
  private static Instant freshWhenKnown(DatasetView view) {
    Instant fresh = freshAt(view);
    Instant first = view.firstArrival();
    boolean hadEvents = first != null && first.isBefore(view.knownUntil());
    return hadEvents || fresh.isAfter(view.observedSince()) ? fresh : view.observedSince();
  }

  private static Instant freshAt(DatasetView view) {
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
      String what = view.firstArrival() == null ? "no event" : "no event with a valid time";
      return what
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

  private record Limit(
      @Nullable String consumer, Duration maxDelay, @Nullable Duration warningDelay) {

    State judge(Duration staleness) {
      if (staleness.compareTo(maxDelay) > 0) {
        return State.CRITICAL;
      }
      return exceededBy(staleness) == null ? State.OK : State.WARNING;
    }

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
