package io.signalfactory.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PrintableProperties {

  /** Any characters, half of them such as have been used to deceive. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> any =
        Arbitraries.integers()
            .between(0, 0x10FFFF)
            .map(Character::toString)
            .list()
            .ofMaxSize(20)
            .map(parts -> String.join("", parts));
    Arbitrary<String> suspicious =
        Arbitraries.of(
                "\u001b[31m",
                "\n",
                "\r",
                "\t",
                "\u0000",
                "\u007f",
                "\u009b",
                "\u202e",
                "\u2066",
                "\u200b",
                "\u200d",
                "\ufeff",
                "\u2028",
                "\u2029",
                "\ud800",
                "\udc00",
                "\ufffe",
                "\u3164",
                "\ufe0f",
                "\ue000",
                Character.toString(0xE0041),
                "a",
                "é",
                "漢",
                "😀",
                "\\")
            .list()
            .ofMaxSize(20)
            .map(parts -> String.join("", parts));
    return Arbitraries.oneOf(any, suspicious);
  }

  @Property
  void whatIsEscapedIsPrintableThroughout(@ForAll("texts") String text) {
    // when
    String escaped = Printable.escaped(text);

    // then
    assertThat(escaped.codePoints()).allMatch(Printable::is);
  }

  @Property
  void nothingIsLost(@ForAll("texts") String text) {
    // when
    String escaped = Printable.escaped(text.replace("\\", ""));

    // then
    assertThat(unescaped(escaped)).isEqualTo(text.replace("\\", ""));
  }

  @Property
  void whatIsPrintableStaysAsItIs(@ForAll("texts") String text) {
    // given
    StringBuilder printable = new StringBuilder();
    text.codePoints().filter(Printable::is).forEach(printable::appendCodePoint);

    // when
    String escaped = Printable.escaped(printable.toString());

    // then
    assertThat(escaped).isEqualTo(printable.toString());
  }

  @Example
  void theEscapesAreThoseOfJson() {
    assertThat(Printable.escaped("a\nb\tc\r\u202e" + Character.toString(0xE0041)))
        .isEqualTo("a\\nb\\tc\\r\\u202e\\udb40\\udc41");
  }

  private static String unescaped(String escaped) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < escaped.length()) {
      boolean escape = escaped.charAt(at) == '\\';
      char kind = escaped.charAt(escape ? at + 1 : at);
      if (escape && kind == 'u') {
        text.append((char) Integer.parseInt(escaped.substring(at + 2, at + 6), 16));
        at += 6;
      } else {
        text.append(escape ? Map.of('n', '\n', 'r', '\r', 't', '\t').get(kind) : kind);
        at += escape ? 2 : 1;
      }
    }
    return text.toString();
  }
}
