package io.signalfactory.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.codec.CodecException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(TallyDomain.class)
@Domain(DomainContext.Global.class)
class TallyCodecTest {

  @Property
  void readsBackATally(@ForAll TallySnapshot tally) {
    assertThat(TallyCodec.decode(TallyCodec.encode(tally))).isEqualTo(tally);
  }

  @Property
  void readsBackABucket(@ForAll MinuteBucket bucket) {
    assertThat(MinuteBucketCodec.decode(MinuteBucketCodec.encode(bucket))).isEqualTo(bucket);
  }

  @Property
  void refusesBytesThatEndTooEarly(@ForAll TallySnapshot tally, @ForAll int cut) {
    byte[] bytes = TallyCodec.encode(tally);
    byte[] damaged = Arrays.copyOf(bytes, Math.floorMod(cut, bytes.length));

    assertThatThrownBy(() -> TallyCodec.decode(damaged)).isInstanceOf(CodecException.class);
  }

  @Property
  void refusesOtherBytesWithItsOwnExceptionOnly(@ForAll byte[] bytes) {
    assertThatCode(
            () -> {
              try {
                MinuteBucketCodec.decode(bytes);
              } catch (CodecException expected) {
                assertThat(expected).hasMessageContaining("minute bucket");
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAnotherFormatVersionByName() {
    byte[] bytes = TallyCodec.encode(new Tally().snapshot());
    bytes[0] = 7;

    assertThatThrownBy(() -> TallyCodec.decode(bytes))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("tally has format version 7")
        .hasMessageContaining("reads version 1 to 2");
  }

  @Test
  void writesEachTextOnce() {
    // given
    Tally tally = new Tally();
    tally.add(
        new Observation(
            0,
            1,
            1,
            false,
            false,
            TallyDomain.rules(5, 5),
            "orders-svc",
            "v1",
            0,
            List.of(),
            null));
    Map<SourcePartition, TallySnapshot> tallies = new TreeMap<>();
    for (int partition = 0; partition < 4; partition++) {
      tallies.put(new SourcePartition("raw.orders.events", partition), tally.snapshot());
    }

    // when
    byte[] bytes = MinuteBucketCodec.encode(MinuteBucket.of(tallies));

    // then
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(text).containsOnlyOnce("raw.orders.events").containsOnlyOnce("rule4");
  }

  @Test
  void refusesALagThatIsNoBucket() {
    // given a bucket that begins at 33 s, where the scale has one from 32 s to 33 s
    Tally tally = new Tally();
    tally.addArrival(0, 32_000, false);
    byte[] bytes = TallyCodec.encode(tally.snapshot());
    bytes[bytes.length - 2]++;

    // when, then
    assertThatThrownBy(() -> TallyCodec.decode(bytes))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("a lag is out of its range or order");
  }

  @Test
  void readsRulesInTheOrderOfTheirNamesHoweverTheyWereWritten() {
    // given rules in the order in which they came, as earlier releases wrote them
    byte[] bytes = {1, 1, 0, 0, 0, 0, 0, 0, 0, 2, 3, 'b', 5, 1, 3, 'a', 2, 0, 0};

    // when
    TallySnapshot snapshot = TallyCodec.decode(bytes);

    // then
    assertThat(snapshot.rules().list())
        .containsExactly(new CountedRule("a", 2, 0), new CountedRule("b", 5, 1));
  }

  @Test
  void refusesAReferenceToATextThatIsNotThere() {
    // given one source, whose topic is the third text
    byte[] bytes = {1, 1, 6, 0, 0, 0};

    // when, then
    assertThatThrownBy(() -> MinuteBucketCodec.decode(bytes))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("refers to a text that is not there");
  }

  @Test
  void refusesBytesThatAreLeftOver() {
    byte[] bytes = TallyCodec.encode(new Tally().snapshot());

    assertThatThrownBy(() -> TallyCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("left over");
  }

  @Test
  void takesFewBytesForAHealthyTally() {
    Tally tally = new Tally();
    tally.add(
        new Observation(
            123_456_789L,
            1_768_394_097_001L,
            1_768_394_096_789L,
            false,
            false,
            TallyDomain.rules(3, 3),
            "orders-svc",
            "v3.17",
            0,
            List.of(),
            null));

    assertThat(TallyCodec.encode(tally.snapshot())).hasSizeLessThan(90);
  }
}
