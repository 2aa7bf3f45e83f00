package io.signalfactory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A package is a room with a few doors, and its package-info names every one of them. */
class DoorsTest {

  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "^public (?:abstract |final |sealed |non-sealed )*(?:class|record|interface|enum) (\\w+)",
          Pattern.MULTILINE);

  static List<Path> packages() throws IOException {
    try (Stream<Path> core = Files.walk(Path.of("core/src/main/java/io/signalfactory"));
        Stream<Path> application = Files.walk(Path.of("src/main/java/io/signalfactory"))) {
      return Stream.concat(core, application)
          .filter(Files::isDirectory)
          .filter(folder -> !sources(folder).isEmpty())
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageInfoNamesEveryPublicType(Path folder) {
    Path info = folder.resolve("package-info.java");
    assertThat(info).exists();

    List<String> publicTypes = sources(folder).stream().flatMap(DoorsTest::publicType).toList();

    assertThat(publicTypes)
        .allSatisfy(type -> assertThat(read(info)).containsPattern("\\b" + type + "\\b"));
  }

  private static Stream<String> publicType(Path source) {
    Matcher type = PUBLIC_TYPE.matcher(read(source));
    return type.find() ? Stream.of(type.group(1)) : Stream.empty();
  }

  private static List<Path> sources(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
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
