package io.signalfactory.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what the demo's producers do as time goes by. A function of its seed and of the instants
 * that it is asked at, so a test can play an hour in no time.
 */
final class DemoScript {

  private static final int ORDERS_PER_SECOND = 10;
  private static final int PAYMENTS_PER_SECOND = 5;
  private static final int BURST_FACTOR = 4;

  /** A machine that slept sends what it would have sent in this time, not in all of it. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

  private final DemoEvents events;
  private final IncidentSchedule schedule = new IncidentSchedule();
  private final Instant start;
  private Instant last;
  private double ordersDue;
  private double paymentsDue;
  private @Nullable Incident current;

  DemoScript(DemoEvents events, Instant start) {
    this.events = events;
    this.start = start;
    this.last = start;
  }

  /** What happens between the last instant asked for and {@code now}. */
  Scene advance(Instant now) {
    @Nullable Incident before = current;
    current = schedule.at(Duration.between(start, now));
    Duration since = Duration.between(last, now);
    double seconds =
        (since.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : since).toMillis() / 1_000.0;
    last = now;
    ordersDue += seconds * ORDERS_PER_SECOND * (current == Incident.BURST ? BURST_FACTOR : 1);
    paymentsDue += current == Incident.PRODUCER_STOPS ? 0 : seconds * PAYMENTS_PER_SECOND;
    List<DemoRecord> records = new ArrayList<>();
    for (; ordersDue >= 1; ordersDue--) {
      records.add(events.order(now, current));
    }
    for (; paymentsDue >= 1; paymentsDue--) {
      records.add(events.payment(now, current));
    }
    return before == current ? new Scene(null, null, records) : new Scene(before, current, records);
  }

  /**
   * What happens in one step.
   *
   * @param ended the incident that ends with this step; null for none
   * @param started the incident that starts with it; null for none
   * @param records what is sent, in order
   */
  record Scene(@Nullable Incident ended, @Nullable Incident started, List<DemoRecord> records) {}
}
