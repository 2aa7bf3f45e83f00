package io.signalfactory.local;

import java.time.Duration;
import java.util.Locale;

/** What goes wrong with the producers of the demo, one after the other. */
enum Incident {
  DROPPED_CUSTOMER_ID(40, "orders-svc deploys v3.18, which leaves out customer_id"),
  // Longer than the others: freshness misses its limit first, and then the volume of a minute.
  PRODUCER_STOPS(90, "payments-svc sends nothing"),
  BURST(40, "orders-svc sends four times as many events"),
  NEGATIVE_AMOUNTS(40, "orders-svc deploys v3.19, which writes 60 % of total_amount negative"),
  OLD_CLIENT(40, "orders-svc sends through an old client, without headers"),
  BROKEN_JSON(40, "payments-svc cuts 40 % of its events short");

  private final Duration duration;
  private final String description;

  Incident(int seconds, String description) {
    this.duration = Duration.ofSeconds(seconds);
    this.description = description;
  }

  /** How long it lasts. */
  Duration duration() {
    return duration;
  }

  /** What happens, in a sentence. */
  String description() {
    return description;
  }

  /** The name in the log: {@code dropped_customer_id}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
