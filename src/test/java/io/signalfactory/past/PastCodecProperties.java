package io.signalfactory.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.codec.CodecException;
import java.util.Arrays;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(PastDomain.class)
@Domain(DomainContext.Global.class)
class PastCodecProperties {

  @Property(tries = 100)
  void readsTheTrackThatItWrote(@ForAll HourTrack track) {
    assertThat(HourTrackCodec.decode(HourTrackCodec.encode(track))).isEqualTo(track);
  }

  @Property(tries = 100)
  void readsTheDayThatItWrote(@ForAll RollupDay day) {
    assertThat(RollupDayCodec.decode(RollupDayCodec.encode(day))).isEqualTo(day);
  }

  @Property(tries = 100)
  void readsTheStripThatItWrote(@ForAll Strip strip) {
    assertThat(StripCodec.decode(StripCodec.encode(strip))).isEqualTo(strip);
  }

  @Property(tries = 100)
  void refusesBytesThatEndTooEarly(
      @ForAll HourTrack track,
      @ForAll RollupDay day,
      @ForAll Strip strip,
      @ForAll @IntRange(max = 10_000) int cut) {
    refusesPart(HourTrackCodec.encode(track), cut, HourTrackCodec::decode);
    refusesPart(RollupDayCodec.encode(day), cut, RollupDayCodec::decode);
    refusesPart(StripCodec.encode(strip), cut, StripCodec::decode);
  }

  private static void refusesPart(byte[] whole, int cut, Function<byte[], Object> reader) {
    byte[] part = Arrays.copyOf(whole, cut % whole.length);

    assertThatThrownBy(() -> reader.apply(part)).isInstanceOf(CodecException.class);
  }

  /** Whatever the bytes are, they give a value or a message, and nothing else. */
  @Property(tries = 100)
  void readsOrRefusesAnyBytes(
      @ForAll HourTrack track, @ForAll RollupDay day, @ForAll int at, @ForAll byte other) {
    readsOrRefuses(HourTrackCodec.encode(track), at, other, HourTrackCodec::decode);
    readsOrRefuses(RollupDayCodec.encode(day), at, other, RollupDayCodec::decode);
  }

  private static void readsOrRefuses(
      byte[] bytes, int at, byte other, Function<byte[], Object> reader) {
    bytes[Math.floorMod(at, bytes.length)] = other;
    try {
      assertThat(reader.apply(bytes)).isNotNull();
    } catch (CodecException refused) {
      assertThat(refused).hasMessageContaining("stored");
    }
  }
}
