package io.signalfactory.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class UlidTest {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @Test
  void encodesTheTimeOfTheSpecificationsExample() {
    assertThat(Ulid.encode(1469918176385L, 0, 0)).isEqualTo("01ARYZ6S410000000000000000");
  }

  @Test
  void reachesFromAllZerosToTheLargestUlid() {
    assertThat(Ulid.encode(0, 0, 0)).isEqualTo("00000000000000000000000000");
    assertThat(Ulid.encode((1L << 48) - 1, 0xFFFF, -1L)).isEqualTo("7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
  }

  @Test
  void clampsATimeThatDoesNotFit() {
    assertThat(Ulid.encode(-1, 0, 0)).isEqualTo(Ulid.encode(0, 0, 0));
    assertThat(Ulid.encode(Long.MAX_VALUE, 0, 0)).isEqualTo(Ulid.encode((1L << 48) - 1, 0, 0));
  }

  @Property
  void encodesEveryBitOfItsArguments(
      @ForAll @LongRange(min = 0, max = (1L << 48) - 1) long time,
      @ForAll @LongRange(min = 0, max = 0xFFFF) long high,
      @ForAll long low) {
    BigInteger expected =
        BigInteger.valueOf(time)
            .shiftLeft(16)
            .or(BigInteger.valueOf(high))
            .shiftLeft(64)
            .or(new BigInteger(Long.toUnsignedString(low)));

    String ulid = Ulid.encode(time, high, low);

    assertThat(decoded(ulid)).isEqualTo(expected);
  }

  @Property
  void ignoresOtherBitsThanTheUpperSixteen(@ForAll long high, @ForAll long low) {
    assertThat(Ulid.encode(1, high, low)).isEqualTo(Ulid.encode(1, high & 0xFFFF, low));
  }

  @Property
  void sortsByTime(
      @ForAll @LongRange(min = 0, max = (1L << 48) - 2) long time,
      @ForAll long low,
      @ForAll long otherLow) {
    assertThat(Ulid.encode(time, 0, low)).isLessThan(Ulid.encode(time + 1, 0, otherLow));
  }

  private static BigInteger decoded(String ulid) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < ulid.length(); i++) {
      value = value.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(ulid.charAt(i))));
    }
    return value;
  }
}
