package io.signalfactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A logger whose class was moved or renamed would silently log at another level. */
class LoggerNamesTest {

  private static final Pattern OWN_CLASS = Pattern.compile("\"(io\\.signalfactory\\.[\\w.]+)\"");

  @Test
  void everyLoggerThatIsConfiguredByNameIsAClass() {
    List<String> names =
        Stream.of("src/main/resources/logback.xml", "src/main/java/io/signalfactory/cli/Logs.java")
            .map(Path::of)
            .flatMap(LoggerNamesTest::names)
            .toList();

    assertThat(names)
        .isNotEmpty()
        .allSatisfy(name -> assertThatCode(() -> Class.forName(name)).doesNotThrowAnyException());
  }

  private static Stream<String> names(Path file) {
    try {
      return OWN_CLASS
          .matcher(Files.readString(file))
          .results()
          .map(MatchResult::group)
          .map(quoted -> quoted.substring(1, quoted.length() - 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
