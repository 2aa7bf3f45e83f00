package io.signalfactory.stream.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.codec.CodecException;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.testkit.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyIndexTest {

  @Property
  void readsTheUnreportedThatItWrote(@ForAll("ids") List<TallyId> unreported) {
    assertThat(TallyIndex.readUnreported(TallyIndex.writeUnreported(unreported)))
        .isEqualTo(unreported);
  }

  @Property
  void readsTheNewestMinutesThatItWrote(@ForAll("minutes") Map<SourcePartition, Long> minutes) {
    assertThat(TallyIndex.readNewestMinutes(TallyIndex.writeNewestMinutes(minutes)))
        .isEqualTo(minutes);
  }

  @Test
  void findsNothingInAStoreThatIsNew() {
    assertThat(TallyIndex.readUnreported(null)).isEmpty();
    assertThat(TallyIndex.readNewestMinutes(null)).isEmpty();
    assertThat(TallyIndex.isCurrent(null)).isTrue();
  }

  @Test
  void knowsAnEmptyListOfTheReleaseBefore() {
    // given
    byte[] empty = {};
    // when, then
    assertThat(TallyIndex.readUnreported(empty)).isEmpty();
    assertThat(TallyIndex.isCurrent(empty)).isFalse();
    assertThat(TallyIndex.isCurrent(TallyIndex.writeUnreported(List.of()))).isTrue();
  }

  @Test
  void refusesBytesThatAreCut() {
    byte[] unreported = Golden.bytes("unreported-tallies-v1.hex");
    byte[] minutes = Golden.bytes("newest-minutes-v1.hex");
    for (int length = 1; length < unreported.length; length++) {
      byte[] cut = Arrays.copyOf(unreported, length);
      assertThatThrownBy(() -> TallyIndex.readUnreported(cut)).isInstanceOf(CodecException.class);
    }
    for (int length = 1; length < minutes.length; length++) {
      byte[] cut = Arrays.copyOf(minutes, length);
      assertThatThrownBy(() -> TallyIndex.readNewestMinutes(cut))
          .isInstanceOf(CodecException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 20, 55})
  void refusesBytesOfTheReleaseBeforeThatAreCut(int length) {
    byte[] cut = Arrays.copyOf(Golden.bytes("unreported-tallies-v0.hex"), length);

    assertThatThrownBy(() -> TallyIndex.readUnreported(cut))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("list of unreported tallies without a format version is damaged");
  }

  @Test
  void refusesAnotherVersionWithWhatToDo() {
    byte[] bytes = Golden.bytes("newest-minutes-v1.hex");
    bytes[0] = 2;

    assertThatThrownBy(() -> TallyIndex.readNewestMinutes(bytes))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("list of newest minutes has format version 2")
        .hasMessageContaining("run the release that wrote it");
  }

  private static Arbitrary<SourcePartition> sources() {
    return Combinators.combine(
            Arbitraries.of("raw.a", "by-key/raw.a", "größe"),
            Arbitraries.integers().between(0, Integer.MAX_VALUE))
        .as(SourcePartition::new);
  }

  @Provide
  Arbitrary<List<TallyId>> ids() {
    return Combinators.combine(
            Arbitraries.longs(), sources(), Arbitraries.of("urn:dp:a:b", "urn:dp:c:d"))
        .as(TallyId::new)
        .list();
  }

  @Provide
  Arbitrary<Map<SourcePartition, Long>> minutes() {
    return Arbitraries.maps(sources(), Arbitraries.longs());
  }
}
