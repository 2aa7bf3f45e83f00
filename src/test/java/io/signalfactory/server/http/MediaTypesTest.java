package io.signalfactory.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "# application/json",
        "*/* # application/json",
        "text/yaml # text/yaml",
        "TEXT/YAML # text/yaml",
        "application/json;q=0.5, text/yaml # text/yaml",
        "application/json;q=0.5, text/yaml;q=0.4 # application/json",
        "*/*;q=0.1, text/yaml;q=0.2 # text/yaml",
        "application/json;q=0, */* # text/yaml",
        "text/*;q=0.9, application/*;q=0.8 # text/yaml",
        "text/yaml;charset=utf-8;q=0.3, application/json;q=0.2 # text/yaml",
        "application/json;q=much # application/json",
        ",;, text/yaml # text/yaml",
        "image/png # none",
        "application/json;q=0 # none",
      })
  void choosesWhatTheClientPrefers(String accept, String expected) {
    // when
    String best = MediaTypes.best(accept, List.of("application/json", "text/yaml")).orElse("none");

    // then
    assertThat(best).isEqualTo(expected);
  }
}
