package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.codec.CodecException;
import io.signalfactory.tally.ServiceVersion;
import io.signalfactory.tally.VersionHistory;
import io.signalfactory.testkit.Golden;
import java.util.Arrays;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetCodecTest {

  @Property
  void readsWhatItWrote(@ForAll("records") DatasetRecord record) {
    assertThat(DatasetCodec.decode(DatasetCodec.encode(record))).isEqualTo(record);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataset-v3.hex", "dataset-v4.hex"})
  void refusesBytesThatAreCut(String file) {
    byte[] whole = Golden.bytes(file);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> DatasetCodec.decode(cut))
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("damaged");
    }
  }

  @ParameterizedTest
  @ValueSource(bytes = {2, 5})
  void refusesOtherVersionsWithWhatToDo(byte version) {
    byte[] bytes = Golden.bytes("dataset-v4.hex");
    bytes[0] = version;

    assertThatThrownBy(() -> DatasetCodec.decode(bytes))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("dataset has format version " + version)
        .hasMessageContaining("reads version 3 to 4 only: run the release that wrote it");
  }

  @Test
  void aDatasetOfTheReleaseBeforeIsWrittenInTheNewVersionWhenItChanges() {
    DatasetRecord read = DatasetRecord.fromBytes(Golden.bytes("dataset-v3.hex"));

    assertThat(read.toBytes()).isEqualTo(Golden.bytes("dataset-v4.hex"));
  }

  @Provide
  Arbitrary<DatasetRecord> records() {
    Arbitrary<Long> times = Arbitraries.longs();
    Arbitrary<String> names = Arbitraries.of("raw.a", "größe ☃", "𝄞", "", "a\u0000b");
    Arbitrary<VersionHistory> producers =
        Combinators.combine(names, names.injectNull(0.3), times, times)
            .as(
                (service, version, first, last) ->
                    new VersionHistory.SeenVersion(
                        new ServiceVersion(service, version), first, last))
            .list()
            .ofMaxSize(5)
            .flatMap(list -> times.map(at -> new VersionHistory(list, at)));
    Arbitrary<Set<String>> topics = names.set();
    return Combinators.combine(times, times, times, times, times, topics, producers)
        .as(DatasetRecord::new);
  }
}
