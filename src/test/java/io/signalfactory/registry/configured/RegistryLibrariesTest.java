package io.signalfactory.registry.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which libraries a process loads: observed in a JVM of its own. */
class RegistryLibrariesTest {

  private static final List<String> LIBRARIES =
      List.of(
          "io.confluent.",
          "software.amazon.",
          "com.google.common.",
          "org.apache.avro.",
          "com.google.protobuf.",
          "com.squareup.wire.",
          "com.networknt.",
          "tools.jackson.");

  private static Set<String> loaded(Class<?> main, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xlog:class+load:stdout", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    assertThat(lines).anyMatch(line -> line.contains(main.getName()));
    return LIBRARIES.stream()
        .filter(library -> lines.stream().anyMatch(line -> line.contains(" " + library)))
        .collect(Collectors.toSet());
  }

  @Test
  void aProcessWithoutARegistryLoadsNoneOfThem() throws Exception {
    assertThat(loaded(OpenRegistries.class)).isEmpty();
  }

  @Test
  void valuesAreReadAsJsonWithoutThemWhereNoRegistryIsSet() throws Exception {
    assertThat(loaded(ReadPlainJson.class)).isEmpty();
  }

  @Test
  void theTopologyIsBuiltWithoutThem() throws Exception {
    assertThat(loaded(io.signalfactory.cli.SignalFactory.class, "topology")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "registry.file.folder=/nowhere,",
    "registry.confluent.urls=http://127.0.0.1:1,io.confluent.",
    "registry.glue.name=events,software.amazon."
  })
  void aRegistryLoadsItsOwnOnly(String setting, String library) throws Exception {
    Set<String> expected =
        Stream.ofNullable(library)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());

    assertThat(loaded(OpenRegistries.class, setting)).isEqualTo(expected);
  }
}
