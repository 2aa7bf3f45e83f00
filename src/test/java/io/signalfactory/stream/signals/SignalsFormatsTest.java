package io.signalfactory.stream.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalfactory.baseline.HourCounts;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Measure;
import io.signalfactory.signal.OpenBreach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.State;
import io.signalfactory.stream.MapStore;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.tally.ServiceVersion;
import io.signalfactory.tally.VersionHistory;
import io.signalfactory.testkit.Golden;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The bytes of what SIGNALS stores, which outlive a release. */
class SignalsFormatsTest {

  private static final long MS = 1_772_619_601_700L;
  private static final long MINUTE = 29_543_660;

  private static final DatasetRecord DATASET =
      new DatasetRecord(
          MS,
          MS + 10,
          MS + 20,
          MINUTE,
          1_772_618_400_000L,
          Set.of("raw.orders.events", "raw.orders.old"),
          new VersionHistory(
              List.of(
                  new VersionHistory.SeenVersion(
                      new ServiceVersion("orders-svc", "v2"), MS, MS + 60_000),
                  new VersionHistory.SeenVersion(
                      new ServiceVersion("größe", null), MS + 1, MS + 1)),
              MS + 5));

  private static final DatasetRecord NEW_DATASET = DatasetRecord.knownSince(MS);

  private static final List<HourCounts> HOURS =
      List.of(new HourCounts(1, 22, 333, 4_444), new HourCounts(0, 0, 0, 0));

  /** The first hour of the day and the last one. */
  private static byte[] write(List<HourCounts> firstAndLast) {
    return DayOfHours.EMPTY.with(0, firstAndLast.get(0)).with(23, firstAndLast.get(1)).toBytes();
  }

  private static List<HourCounts> read(byte[] bytes) {
    DayOfHours day = DayOfHours.fromBytes(bytes);
    return Stream.iterate(0, hour -> hour + 1)
        .limit(24)
        .map(day::hour)
        .filter(hour -> hour != null)
        .toList();
  }

  /** The keys of a breach among those that are open, and among all. */
  private static byte[] breachKeys(Instant openedAt) {
    Breach breach = breach(openedAt);
    MapStore<String> open = new MapStore<>(Names.OPEN_BREACH_STORE);
    MapStore<String> all = new MapStore<>(Names.BREACH_STORE);
    BreachStore store =
        new BreachStore(open, all, new TransitionStore(new MapStore<>(Names.TRANSITION_STORE)));
    store.remember(breach.key(), new OpenBreach(breach, null, openedAt, openedAt));
    store.record(breach);
    return (open.content().firstKey() + "\n" + all.content().firstKey()).getBytes(UTF_8);
  }

  private static byte[] transitionKey(Instant openedAt) {
    MapStore<String> transitions = new MapStore<>(Names.TRANSITION_STORE);
    new TransitionStore(transitions).add(breach(openedAt));
    return transitions.content().firstKey().getBytes(UTF_8);
  }

  private static Breach breach(Instant openedAt) {
    return new Breach(
        "brc-1",
        Breach.Status.OPEN,
        State.CRITICAL,
        new SignalKey("urn:dp:orders:created", Signal.FRESHNESS, "finance"),
        null,
        null,
        null,
        new Measure(1.0, Measure.Unit.SECONDS),
        null,
        null,
        openedAt,
        openedAt,
        openedAt,
        null,
        "late",
        List.of(),
        List.of());
  }

  @TestFactory
  Stream<DynamicTest> keepsItsFormats() {
    return Stream.of(
            Golden.format(
                "minute-key.hex",
                MINUTE,
                minute -> MinuteKey.of("urn:dp:orders:created", minute).get(),
                bytes -> MinuteKey.minute(Bytes.wrap(bytes))),
            Golden.written(
                "breach-keys.txt", Instant.ofEpochMilli(MS), SignalsFormatsTest::breachKeys),
            Golden.written(
                "transition-key.txt", Instant.ofEpochMilli(MS), SignalsFormatsTest::transitionKey),
            Golden.format(
                "strip-key.hex",
                "urn:dp:orders:created",
                urn -> TrackStore.stripKey(urn).get(),
                bytes -> TrackStore.datasetOf(Bytes.wrap(bytes))),
            Golden.format(
                "dataset-v4.hex", DATASET, DatasetRecord::toBytes, DatasetRecord::fromBytes),
            Golden.format(
                "dataset-v4-new.hex",
                NEW_DATASET,
                DatasetRecord::toBytes,
                DatasetRecord::fromBytes),
            Golden.earlier("dataset-v3.hex", DATASET, DatasetRecord::fromBytes),
            Golden.earlier("dataset-v3-new.hex", NEW_DATASET, DatasetRecord::fromBytes),
            Golden.format(
                "hours-v2.hex", HOURS, SignalsFormatsTest::write, SignalsFormatsTest::read),
            Golden.earlier("hours-v1.hex", HOURS, SignalsFormatsTest::read))
        .flatMap(row -> row);
  }
}
