package io.signalfactory.unique;

import io.signalfactory.tally.Sample;
import io.signalfactory.testkit.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The bytes of what is known of the keys of unique rules, which outlive a release. */
class KeyFormatsTest {

  private static final long ARRIVAL_MS = 1_772_619_601_700L;

  private static final KeyHistory HISTORY =
      KeyHistory.startingWith(new KeySighting(2, 1_000, ARRIVAL_MS, 41))
          .withRepeat(new KeySighting(0, 70, ARRIVAL_MS + 1, 42))
          .withRepeat(new KeySighting(2, 1_300, ARRIVAL_MS + 2, 43));

  private static final UniqueClaim CLAIM = claim(1_000);

  /** Of a topic that was deleted and created again. */
  private static final UniqueClaim CLAIM_WITH_POSITION = claim(1_049_576);

  private static UniqueClaim claim(long position) {
    return new UniqueClaim(
        -2,
        28_800_000,
        "order_once",
        "urn:dp:orders:created",
        29_543_660,
        ARRIVAL_MS,
        "orders-svc",
        "v2",
        new Sample("raw.orders.events", 2, 1_000, "evd-01KJW3GN50ET2TW2WVVBDJ3CKA", null),
        position);
  }

  @TestFactory
  Stream<DynamicTest> keepsItsFormats() {
    return Stream.of(
            Golden.format(
                "key-history-v1.hex", HISTORY, KeyHistory::toBytes, KeyHistory::fromBytes),
            Golden.format("claim-v1.hex", CLAIM, UniqueClaim::toBytes, UniqueClaim::fromBytes),
            Golden.format(
                "claim-v2.hex", CLAIM_WITH_POSITION, UniqueClaim::toBytes, UniqueClaim::fromBytes))
        .flatMap(row -> row);
  }
}
