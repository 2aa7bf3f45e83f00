package io.signalfactory.readiness;

import io.signalfactory.tally.Sender;
import io.signalfactory.tally.SenderCounts;
import io.signalfactory.tally.Senders;
import io.signalfactory.testkit.Golden;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The bytes of what is kept of a dataset's readiness, which outlive a release. */
class ReadinessFormatsTest {

  private static final DatasetReadiness READINESS =
      new DatasetReadiness(
          29_543_601,
          29_543_661,
          true,
          true,
          Senders.of(
              List.of(
                  new Sender(null, new SenderCounts(2, 1, 0, 0, 2, 0, 2, 1, 2, 2)),
                  new Sender(
                      "größe", new SenderCounts(300, 0, 300, 0, 299, 300, 300, 300, 300, 298)))));

  @TestFactory
  Stream<DynamicTest> keepsItsFormat() {
    return Golden.format(
        "readiness-v1.hex",
        READINESS,
        DatasetReadinessCodec::encode,
        DatasetReadinessCodec::decode);
  }
}
