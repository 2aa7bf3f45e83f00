package io.signalfactory.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextTableProperties {

  @Property
  void findsTheSameByBytesAndByText(
      @ForAll("someTexts") Set<String> texts, @ForAll("texts") String asked) {
    TextTable<String> table = new TextTable<>(eachItself(texts));
    byte[] bytes = ("x" + asked + "y").getBytes(UTF_8);

    String found = table.find(bytes, 1, bytes.length - 1);

    assertThat(found).isEqualTo(texts.contains(asked) ? asked : null);
    assertThat(found).isEqualTo(table.find(asked));
  }

  @Property
  void findsAllThatWasPutIn(@ForAll("someTexts") Set<String> texts) {
    TextTable<String> table = new TextTable<>(eachItself(texts));

    assertThat(texts)
        .allSatisfy(
            text -> {
              byte[] bytes = text.getBytes(UTF_8);
              assertThat(table.find(bytes, 0, bytes.length)).isEqualTo(text);
            });
  }

  @Example
  void anEmptyTableHasNothing() {
    assertThat(new TextTable<String>(Map.of()).find(new byte[3], 0, 3)).isNull();
  }

  /** By chance 1,000 texts begin at 791 of 2,048 indexes; all that end in a number began at ten. */
  @Property(generation = GenerationMode.EXHAUSTIVE)
  void textsThatDifferByANumberOnlySpreadOverTheTable(@ForAll("numbered") String pattern) {
    Set<Integer> indexes = new HashSet<>();

    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = pattern.formatted(i).getBytes(UTF_8);
      indexes.add(TextTable.index(bytes, 0, bytes.length, 11));
    }

    assertThat(indexes).hasSizeGreaterThan(730).allMatch(index -> index >= 0 && index < 2_048);
  }

  private static Map<String, String> eachItself(Set<String> texts) {
    Map<String, String> table = new HashMap<>();
    texts.forEach(text -> table.put(text, text));
    return table;
  }

  @Provide
  Arbitrary<String> numbered() {
    return Arbitraries.of(
        "t%d",
        "order%d",
        "order.created%d",
        "order.created.%d",
        "a.rather.long.name.of.an.event.%03d",
        "%03d.order.created",
        "order.%d.created.v1",
        "urn:dp:orders:%d:created");
  }

  @Provide
  Arbitrary<Set<String>> someTexts() {
    return texts().set().ofMaxSize(40);
  }

  /** Few letters, so that texts share beginnings, ends and lengths. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab.\u00e9").ofMaxLength(20);
  }
}
