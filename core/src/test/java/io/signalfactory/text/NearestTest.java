package io.signalfactory.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {

  private static final List<String> NAMES = List.of("owner", "topic", "version", "tier");

  @ParameterizedTest
  @CsvSource({
    "ownr, owner",
    "ownner, owner",
    "ovner, owner",
    "onwer, owner",
    "OWNER, owner",
    "vresoin, version",
  })
  void findsTheNameBehindATypingMistake(String word, String expected) {
    assertThat(Nearest.of(word, NAMES)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "urn", "owneship", "description"})
  void findsNothingForAnotherWord(String word) {
    assertThat(Nearest.of(word, NAMES)).isEmpty();
  }

  @Test
  void findsNamesWithAsManyMistakesAsTheCallerAllows() {
    assertThat(Nearest.of("signal.partition", List.of("signals.partitions"), 2))
        .hasValue("signals.partitions");
    assertThat(Nearest.of("signal.partition", List.of("signals.partitions"), 1)).isEmpty();
  }

  @Test
  void prefersTheFewestMistakesAndThenTheFirst() {
    assertThat(Nearest.of("abcx", List.of("abcyz", "abcd", "abce"), 3)).hasValue("abcd");
  }

  @Test
  void findsNothingForTextThatIsTooLongForAName() {
    String word = "x".repeat(256);

    assertThat(Nearest.of(word, List.of(word))).isEmpty();
  }
}
