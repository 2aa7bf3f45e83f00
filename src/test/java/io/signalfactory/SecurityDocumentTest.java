package io.signalfactory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each point of OWASP's list names tests that cover it, and they exist. */
class SecurityDocumentTest {

  private static final Path DOCUMENT = Path.of("docs", "security.md");
  private static final int POINTS = 10;
  private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final List<Path> SOURCES =
      List.of(Path.of("src/test/java"), Path.of("core/src/test/java"));

  @Test
  void everyPointOfTheListNamesTestsThatExist() throws IOException {
    // given
    String[] points = Files.readString(DOCUMENT).split("\\*\\*API(?=[0-9]+ )", -1);
    assertThat(points).hasSize(POINTS + 1);
    List<String> missing = new ArrayList<>();
    for (int number = 1; number <= POINTS; number++) {
      assertThat(points[number]).startsWith(number + " ");
      Matcher test = TEST.matcher(points[number]);
      int tests = 0;

      // when
      while (test.find()) {
        tests++;
        if (!exists(test.group(1), test.group(2))) {
          missing.add(test.group());
        }
      }

      // then
      assertThat(tests).as("tests of API%d", number).isPositive();
    }
    assertThat(missing).isEmpty();
  }

  private static boolean exists(String type, String method) {
    Pattern declaration = Pattern.compile("(?:void|ArchRule) " + method + "\\b");
    return sources(type).anyMatch(source -> declaration.matcher(read(source)).find());
  }

  private static Stream<Path> sources(String type) {
    return SOURCES.stream()
        .flatMap(SecurityDocumentTest::walk)
        .filter(file -> file.getFileName().toString().equals(type + ".java"));
  }

  private static Stream<Path> walk(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
