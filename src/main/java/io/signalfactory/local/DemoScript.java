package io.signalfactory.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the producers of the demo do, and when. The result depends only on the random events
 * and the times that it is given, so that a test can play an hour within a second.
 */
final class DemoScript {

  private static final int ORDERS_PER_SECOND = 10;
  private static final int PAYMENTS_PER_SECOND = 5;
  private static final int BURST_FACTOR = 4;

  /** After a pause of the machine, the events of only this much time are sent. */
  private static final Duration LONGEST_SCENE = Duration.ofSeconds(2);

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

  /** What happens between the previous call's time, or the start, and {@code now}. */
  Scene advance(Instant now) {
    @Nullable Incident before = current;
    current = schedule.at(Duration.between(start, now));
    Duration since = Duration.between(last, now);
    double seconds =
        (since.compareTo(LONGEST_SCENE) > 0 ? LONGEST_SCENE : since).toMillis() / 1_000.0;
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
   * What happens between two times.
   *
   * @param ended the incident that ends; null for none
   * @param started the incident that starts; null for none
   * @param records the records to send, in order
   */
  record Scene(@Nullable Incident ended, @Nullable Incident started, List<DemoRecord> records) {}
}
