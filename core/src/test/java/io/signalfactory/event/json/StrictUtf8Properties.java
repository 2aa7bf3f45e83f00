package io.signalfactory.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.event.Decoding;
import io.signalfactory.event.StrictUtf8;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StrictUtf8Properties {

  @Example
  void acceptsEveryCharacter() {
    StringBuilder all = new StringBuilder();
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
        all.appendCodePoint(codePoint);
      }
    }

    assertThat(StrictUtf8.accepts(all.toString().getBytes(UTF_8))).isTrue();
  }

  @Property(tries = 3000)
  void decidesWithTheParserAsTheStandardDoes(@ForAll("inText") byte[] json) {
    boolean decoded = Probe.of().read(json) instanceof Decoding.Decoded;

    assertThat(decoded).isEqualTo(wellFormed(json));
  }

  private static boolean wellFormed(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).length() > 0;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Bytes around the limits of every row of the standard's table, anywhere in a text. */
  @Provide
  Arbitrary<byte[]> inText() {
    Arbitrary<byte[]> strange =
        Arbitraries.of(
                0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
                0xEE, 0xEF, 0xF0, 0xF3, 0xF4, 0xF5, 0xFF)
            .map(Integer::byteValue)
            .array(byte[].class)
            .ofMaxSize(4);
    return Combinators.combine(
            Arbitraries.integers().between(0, 17), strange, Arbitraries.integers().between(0, 17))
        .as(
            (before, bytes, after) -> {
              ByteArrayOutputStream json = new ByteArrayOutputStream();
              json.writeBytes(("{\"a\":\"" + "x".repeat(before)).getBytes(UTF_8));
              json.writeBytes(bytes);
              json.writeBytes(("x".repeat(after) + "\"}").getBytes(UTF_8));
              return json.toByteArray();
            });
  }
}
