package io.signalfactory.stream.unique;

import io.signalfactory.gate.KeyHash;
import io.signalfactory.stream.MapStore;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.testkit.Golden;
import io.signalfactory.unique.KeySighting;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The keys of the stores of unique rules, and the clocks of these, which outlive a release. */
class UniqueKeysFormatsTest {

  private static final long RULE = -2;
  private static final long WITHIN_MS = 28_800_000;
  private static final long ARRIVAL_MS = 1_772_619_601_700L;
  private static final long ARRIVAL_MINUTE_MS = 1_772_619_600_000L;
  private static final KeyHash HASH = new KeyHash(0x0102030405060708L, 0x090a0b0c0d0e0f10L);

  private static MapStore<Bytes> storeAfter(long arrivalMs) {
    MapStore<Bytes> store = new MapStore<>(Names.PARTITION_KEY_STORE);
    var unused =
        new UniqueKeys(store, UniqueKeys.Lateness.NONE)
            .see(RULE, WITHIN_MS, HASH, new KeySighting(2, 1_000, arrivalMs, 1_000));
    return store;
  }

  /** The clock's key comes first: its first byte is 0, that of a key is 1. */
  private static byte[] clock(long arrivalMs) {
    return storeAfter(arrivalMs).content().firstEntry().getValue();
  }

  /** What a restart takes from the clock: no record of the rule arrived before that minute. */
  private static long read(byte[] clock) {
    MapStore<Bytes> store = storeAfter(0);
    store.put(store.content().firstKey(), clock);
    return new UniqueKeys(store, UniqueKeys.Lateness.NONE).arrival(RULE, 0);
  }

  @TestFactory
  Stream<DynamicTest> keepsItsFormats() {
    return Stream.of(
            Golden.written(
                "unique-clock-key.hex",
                ARRIVAL_MS,
                at -> storeAfter(at).content().firstKey().get()),
            Golden.written(
                "unique-key-key.hex", ARRIVAL_MS, at -> storeAfter(at).content().lastKey().get()),
            Golden.format(
                "unique-clock-v1.hex",
                ARRIVAL_MINUTE_MS,
                UniqueKeysFormatsTest::clock,
                UniqueKeysFormatsTest::read))
        .flatMap(row -> row);
  }
}
