package io.signalfactory.server.api;

import static io.signalfactory.query.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.past.Strip;
import io.signalfactory.past.WorstStates;
import io.signalfactory.query.Samples;
import io.signalfactory.query.ScriptedStores;
import io.signalfactory.server.ServerFixture;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Measure;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page loads the rows of ten thousand datasets at once, so they have to stay small. */
class OverviewSizeTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static final int DATASETS = 10_000;
  private static final int ALLOWED_BYTES = 300_000;
  private static final long HOUR = NOW.getEpochSecond() / 3_600;

  private static final List<String> DOMAINS =
      List.of(
          "orders",
          "payments",
          "shipping",
          "billing",
          "catalog",
          "customers",
          "marketing",
          "logistics",
          "inventory",
          "pricing",
          "fraud",
          "support",
          "search",
          "loyalty",
          "returns",
          "warehouse",
          "recommendations",
          "identity",
          "notifications",
          "accounting");
  private static final List<String> NOUNS =
      List.of(
          "order",
          "invoice",
          "refund",
          "parcel",
          "session",
          "click",
          "basket",
          "address",
          "account",
          "voucher",
          "price",
          "stock",
          "shipment",
          "ticket",
          "review",
          "login",
          "subscription",
          "card",
          "transfer",
          "label",
          "route",
          "supplier",
          "contract",
          "campaign");
  private static final List<String> VERBS =
      List.of(
          "created",
          "updated",
          "deleted",
          "settled",
          "authorized",
          "cancelled",
          "expired",
          "assigned",
          "shipped",
          "delivered",
          "returned",
          "rejected",
          "opened",
          "closed",
          "enriched",
          "merged");

  private final Random random = new Random(20_260_114);

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String urn(int number) {
    String urn = "urn:dp:" + any(DOMAINS) + ":" + any(NOUNS) + "-" + any(VERBS);
    return random.nextInt(3) == 0 ? urn + "-v" + (1 + number % 7) : urn + "-" + number % 997;
  }

  /** Of a hundred datasets two are in breach, three are not judged, and ten were lately. */
  private void dataset(String urn) {
    ScriptedStores stores = SERVER.instance.stores;
    if (random.nextInt(10) > 0) {
      String owner = any(DOMAINS) + "-" + any(List.of("team", "platform", "data", "core"));
      stores.putContract(urn, Samples.contract(urn, owner, 1 + random.nextInt(3)));
    }
    int luck = random.nextInt(100);
    State worst = luck < 2 ? State.CRITICAL : luck < 5 ? State.UNKNOWN : State.OK;
    for (Signal signal : Signal.values()) {
      stores.put(state(urn, signal, signal == Signal.COMPLIANCE ? worst : State.OK));
    }
    if (worst == State.CRITICAL) {
      stores.put(breach(urn));
    }
    Strip strip = Strip.endingWith(HOUR);
    for (long hour = HOUR - 23; hour <= HOUR; hour++) {
      strip = strip.with(hour, WorstStates.of(Signal.VOLUME, State.OK));
    }
    for (int i = luck < 15 ? 1 + random.nextInt(4) : 0; i > 0; i--) {
      State bad = any(List.of(State.CRITICAL, State.WARNING, State.UNKNOWN));
      strip = strip.with(HOUR - random.nextInt(24), WorstStates.of(Signal.VOLUME, bad));
    }
    stores.past.putStrip(urn, strip);
  }

  private Instant someTime() {
    return NOW.minusMillis(random.nextLong(35L * 24 * 3_600_000));
  }

  private SignalState state(String urn, Signal signal, State state) {
    return new SignalState(
        new SignalKey(urn, signal, null),
        state,
        new Measure(1.0, Measure.Unit.RATIO),
        null,
        null,
        someTime(),
        NOW,
        null,
        "well",
        Map.of());
  }

  private Breach breach(String urn) {
    String number = String.format(Locale.ROOT, "%02d", random.nextInt(100));
    Breach like = Samples.breach(number, urn, Breach.Status.OPEN, someTime());
    return new Breach(
        "brc-01"
            + Long.toString(random.nextLong(Long.MAX_VALUE), 32).toUpperCase(Locale.ROOT)
            + "7QX",
        like.status(),
        like.severity(),
        like.key(),
        like.owner(),
        like.tier(),
        like.contractVersion(),
        like.observed(),
        like.threshold(),
        like.window(),
        like.openedAt(),
        like.detectedAt(),
        like.updatedAt(),
        null,
        random.nextInt(1_000) / 10.0
            + " % of events passed in the last hour, 95 % required: "
            + any(NOUNS)
            + "-svc v3."
            + random.nextInt(90)
            + " leaves out "
            + any(NOUNS)
            + "_id since v3.18 appeared at 15:43:38 UTC",
        List.of(),
        List.of());
  }

  @Test
  void tenThousandRowsFitInto300KilobytesCompressed() throws IOException {
    // given
    for (int i = 0; i < DATASETS; i++) {
      dataset(urn(i) + (i % 5 == 0 ? "-" + Integer.toString(i, 36) : ""));
    }

    // when
    // While nothing is compiled yet, so many rows may take longer than a query may: asked again.
    String body =
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> SERVER.send("GET", "/api/v1/overview?limit=10000"),
                response -> response.statusCode() == 200)
            .body();

    // then
    int rows = body.split("\"dataset_urn\"", -1).length - 1;
    int bytes = compressed(body);
    System.out.printf(
        Locale.ROOT, "%d rows: %d bytes, %d bytes compressed%n", rows, body.length(), bytes);
    assertThat(rows).isGreaterThan(DATASETS * 9 / 10);
    assertThat((long) bytes * DATASETS / rows).isLessThan(ALLOWED_BYTES);
  }

  private static int compressed(String body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.size();
  }
}
