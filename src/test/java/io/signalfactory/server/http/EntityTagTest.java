package io.signalfactory.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"v3\"|true|true",
        "W/\"v3\"|true|false",
        "\"v2\", \"v3\"|true|true",
        "*|true|true",
        "\"v2\"|false|false",
        "v3|false|false",
        "\"v33\"|false|false",
        "\"v2\",,\"v3\"|false|false"
      })
  void isFoundInAHeaderWeaklyForReadersAndStronglyForWriters(
      String header, boolean known, boolean allowed) {
    // given
    EntityTag tag = EntityTag.strong("v3");

    // when / then
    assertThat(tag.isIn(header)).isEqualTo(known);
    assertThat(tag.allowsChange(header)).isEqualTo(allowed);
  }

  @Test
  void ofABodyChangesWithItAndAllowsNoChange() {
    // given
    EntityTag one = EntityTag.of("one".getBytes(StandardCharsets.UTF_8));

    // when
    EntityTag other = EntityTag.of("two".getBytes(StandardCharsets.UTF_8));

    // then
    assertThat(one.text()).startsWith("W/\"").isNotEqualTo(other.text());
    assertThat(one.allowsChange(one.text())).isFalse();
    assertThat(one.isIn(one.text())).isTrue();
  }

  @Test
  void refusesWhatWouldBreakAHeader() {
    assertThatThrownBy(() -> EntityTag.strong("a\"b")).isInstanceOf(IllegalArgumentException.class);
  }
}
