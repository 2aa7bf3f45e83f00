package io.signalfactory.query;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Measure;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import io.signalfactory.signal.Threshold;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.Sample;
import io.signalfactory.tally.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** States, breaches and contracts as the stores hold them. */
public final class Samples {

  public static final Instant NOW = Instant.parse("2026-01-14T12:34:56.789Z");
  public static final String ORDERS = "urn:dp:orders:created";
  public static final String PAYMENTS = "urn:dp:payments:settled";
  public static final String BREACH_ID = "brc-01JDB2X4M8QZ0V6T3H5R9K7C1N";

  private Samples() {}

  public static SignalState state(
      String urn, Signal signal, @Nullable String consumer, State state) {
    return new SignalState(
        new SignalKey(urn, signal, consumer),
        state,
        new Measure(1_260.0, Measure.Unit.SECONDS),
        Threshold.of(600.0, 900.0),
        null,
        NOW.minusSeconds(60),
        NOW,
        state == State.CRITICAL ? BREACH_ID : null,
        "no event for 21 min",
        Map.of());
  }

  public static Breach breach(String number, String urn, Breach.Status status, Instant detectedAt) {
    return new Breach(
        "brc-01JDB2X4M8QZ0V6T3H5R9K7C" + number,
        status,
        State.CRITICAL,
        new SignalKey(urn, Signal.COMPLIANCE, null),
        "orders-team",
        1,
        "3",
        new Measure(0.81, Measure.Unit.RATIO),
        Threshold.of(null, 0.95),
        new Window(detectedAt.minusSeconds(3_600), detectedAt),
        detectedAt.minusSeconds(50),
        detectedAt,
        detectedAt.plusSeconds(status == Breach.Status.OPEN ? 0 : 650),
        status == Breach.Status.RESOLVED ? detectedAt.plusSeconds(600) : null,
        "81.0 % of events passed in the last hour, 95 % required",
        List.of(
            new Cause(
                new CauseKey(
                    "orders-svc", "v3.18", "G4", "MISSING_REQUIRED_FIELD", "customer_id", null),
                912,
                0.97,
                detectedAt.minusSeconds(50),
                new Sample(
                    "raw.orders.events",
                    3,
                    1_042,
                    "evd-01JDB2X4M8QZ0V6T3H5R9K7C1N",
                    "4bf92f3577b34da6a3ce929d0e0e4736"))),
        List.of("exec-dashboard"));
  }

  public static String contract(String urn, String owner, int tier) {
    return """
    {"apiVersion": "odcs/v1", "kind": "DataContract",
     "metadata": {"name": "%s", "version": "3", "owner": "%s", "tier": %d},
     "spec": {"dataset": {"urn": "%s", "topic": "raw.%s.events"},
              "fields": {"required": [{"name": "id", "type": "string"}]}}}
    """
        .formatted(
            urn.substring("urn:dp:".length()).replace(':', '.'),
            owner,
            tier,
            urn,
            urn.split(":", -1)[2]);
  }
}
