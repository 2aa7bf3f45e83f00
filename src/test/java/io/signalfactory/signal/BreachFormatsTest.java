package io.signalfactory.signal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalfactory.deployment.Deployment;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.Sample;
import io.signalfactory.tally.Window;
import io.signalfactory.testkit.Golden;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The bytes of states and breaches, which outlive a release, and the ids of breaches. */
class BreachFormatsTest {

  private static final Instant OPENED = Instant.parse("2026-03-04T09:32:20.700Z");
  private static final SignalKey KEY =
      new SignalKey("urn:dp:orders:created", Signal.COMPLIANCE, null);
  private static final Window WINDOW =
      new Window(OPENED.minusSeconds(3_600), OPENED.plusSeconds(1));

  private static final SignalState STATE =
      new SignalState(
          new SignalKey("urn:dp:orders:created", Signal.FRESHNESS, "finance"),
          State.WARNING,
          new Measure(1_260.5, Measure.Unit.SECONDS),
          Threshold.of(600.0, 1_800.0),
          null,
          OPENED,
          OPENED.plusMillis(120),
          "brc-01KJW31VTWCVKW3EQ6H570QYQT",
          "no event for 21 min",
          Map.of("latest_event_time", "2026-03-04T09:11:19.700Z", "late", 2L));

  private static final Breach BREACH = breach(OPENED.plusSeconds(60));

  private static final Breach AFTER_A_DEPLOYMENT =
      breach(
          OPENED.plusSeconds(60),
          new Deployment(
              "orders-svc",
              "v2",
              "4bf92f3577b3",
              "production",
              Instant.parse("2026-03-04T09:12:13.456Z"),
              "https://ci.example.org/runs/7"));

  /** As builds before 0.1.0 wrote it, without the time of the update. */
  private static final Breach WITHOUT_UPDATE_TIME = breach(OPENED.plusSeconds(1));

  private static Breach breach(Instant updatedAt) {
    return breach(updatedAt, null);
  }

  private static Breach breach(Instant updatedAt, @Nullable Deployment deployment) {
    return new Breach(
        BreachId.of(KEY, OPENED),
        Breach.Status.UPDATED,
        State.CRITICAL,
        KEY,
        "orders-team",
        1,
        "3",
        new Measure(0.81, Measure.Unit.RATIO),
        Threshold.of(null, 0.95),
        WINDOW,
        OPENED,
        OPENED.plusSeconds(1),
        updatedAt,
        null,
        "81 % of events passed in the last hour, 95 % required",
        List.of(
            new Cause(
                new CauseKey(
                    "orders-svc", "v2", "G4", "MISSING_REQUIRED_FIELD", "customer_id", null),
                912,
                0.97,
                OPENED,
                new Sample("raw.orders.events", 2, 1_000, "evd-01KJW3GN50ET2TW2WVVBDJ3CKA", null))),
        List.of("finance"),
        deployment);
  }

  private static OpenBreach open(Breach breach) {
    return new OpenBreach(
        breach, OPENED.plusSeconds(200), OPENED.plusSeconds(60), OPENED.plusSeconds(120));
  }

  @TestFactory
  Stream<DynamicTest> keepsItsFormats() {
    return Stream.of(
            Golden.format("state.json", STATE, SignalJson::write, SignalJson::readState),
            Golden.format(
                "breach-updated-at.json", BREACH, SignalJson::write, SignalJson::readBreach),
            Golden.format(
                "breach-deployment.json",
                AFTER_A_DEPLOYMENT,
                SignalJson::write,
                SignalJson::readBreach),
            Golden.earlier("breach.json", WITHOUT_UPDATE_TIME, SignalJson::readBreach),
            Golden.format(
                "open-breach-v1-updated-at.json",
                open(BREACH),
                OpenBreachCodec::encode,
                OpenBreachCodec::decode),
            Golden.earlier(
                "open-breach-v1.json", open(WITHOUT_UPDATE_TIME), OpenBreachCodec::decode),
            Golden.format(
                "transition-v1.json",
                new Transition(2, BREACH),
                TransitionCodec::encode,
                TransitionCodec::decode),
            // A restart that judges the same condition again must find the same breach.
            Golden.written("breach-id.txt", KEY, key -> BreachId.of(key, OPENED).getBytes(UTF_8)))
        .flatMap(row -> row);
  }
}
