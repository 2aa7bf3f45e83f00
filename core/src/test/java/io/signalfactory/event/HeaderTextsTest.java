package io.signalfactory.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextsTest {

  @ParameterizedTest
  @CsvSource({"orders-svc,orders-svc", "'  orders-svc\t',orders-svc", "zähler 😀,zähler 😀"})
  void readsTextWithoutTheSpaceAroundIt(String value, String expected) {
    assertThat(text(value.getBytes(UTF_8))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "a\u001b[31m", "a\u0085b"})
  void readsNothingFromTextThatCannotBeAName(String value) {
    assertThat(text(value.getBytes(UTF_8))).isNull();
  }

  @Test
  void readsNothingThatIsNotUtf8() {
    assertThat(text(new byte[] {'a', (byte) 0xFF})).isNull();
    assertThat(text(new byte[] {(byte) 0xC0, (byte) 0x80})).isNull();
    assertThat(text(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})).isNull();
  }

  @Test
  void readsNothingFromAnAbsentHeader() {
    assertThat(text(null)).isNull();
  }

  @Test
  void readsUpToItsLimitAndNotOneByteMore() {
    String longest = "x".repeat(HeaderTexts.MAX_BYTES);

    assertThat(text(longest.getBytes(UTF_8))).isEqualTo(longest);
    assertThat(text((longest + "x").getBytes(UTF_8))).isNull();
    assertThat(text("é".repeat(HeaderTexts.MAX_BYTES / 2 + 1).getBytes(UTF_8))).isNull();
  }

  @Test
  void givesTheSameTextForTheSameBytes() {
    HeaderTexts texts = new HeaderTexts();
    String first = texts.of("orders-svc".getBytes(UTF_8));

    String second = texts.of("orders-svc".getBytes(UTF_8));

    assertThat(second).isSameAs(first);
  }

  /** They differ in one letter in the middle; all of them once had the same index. */
  @Test
  void remembersTextsThatDifferAnywhere() {
    HeaderTexts texts = new HeaderTexts();
    List<String> values =
        IntStream.range(0, 26).mapToObj(i -> "order." + (char) ('a' + i) + ".created").toList();
    Set<String> first = Collections.newSetFromMap(new IdentityHashMap<>());
    values.forEach(value -> first.add(texts.of(value.getBytes(UTF_8))));

    List<String> again = values.stream().map(value -> texts.of(value.getBytes(UTF_8))).toList();

    assertThat(again.stream().filter(first::contains)).hasSizeGreaterThan(20);
  }

  @Property
  void answersAsWithoutACache(@ForAll("similar") List<String> values) {
    HeaderTexts texts = new HeaderTexts();

    List<String> read = values.stream().map(value -> texts.of(value.getBytes(UTF_8))).toList();

    assertThat(read).isEqualTo(values);
  }

  /** Texts of which many have the same index. */
  @Provide
  Arbitrary<List<String>> similar() {
    return Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(6).list().ofSize(200);
  }

  private static @Nullable String text(byte @Nullable [] value) {
    return new HeaderTexts().of(value);
  }
}
