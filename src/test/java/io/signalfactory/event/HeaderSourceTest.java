package io.signalfactory.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderSourceTest {

  @ParameterizedTest
  @CsvSource({"orders-svc,orders-svc", "'  orders-svc\t',orders-svc", "zähler 😀,zähler 😀"})
  void readsTextWithoutTheSpaceAroundIt(String value, String expected) {
    assertThat(text(value.getBytes(UTF_8))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "a\u001b[31m", "a\u0085b"})
  void takesTextThatCannotNameAnythingForNone(String value) {
    assertThat(text(value.getBytes(UTF_8))).isNull();
  }

  @Test
  void takesWhatIsNotUtf8ForNone() {
    assertThat(text(new byte[] {'a', (byte) 0xFF})).isNull();
    assertThat(text(new byte[] {(byte) 0xC0, (byte) 0x80})).isNull();
    assertThat(text(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})).isNull();
  }

  @Test
  void takesNoneForNone() {
    assertThat(text(null)).isNull();
    assertThat(HeaderSource.NONE.text("service")).isNull();
  }

  @Test
  void readsAsManyBytesAsItSaysAndNotOneMore() {
    String longest = "x".repeat(HeaderSource.MAX_TEXT_BYTES);

    assertThat(text(longest.getBytes(UTF_8))).isEqualTo(longest);
    assertThat(text((longest + "x").getBytes(UTF_8))).isNull();
    assertThat(text("é".repeat(HeaderSource.MAX_TEXT_BYTES / 2 + 1).getBytes(UTF_8))).isNull();
  }

  private static String text(byte[] value) {
    HeaderSource headers = name -> name.equals("service") ? value : null;
    return headers.text("service");
  }
}
