package io.signalfactory.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/formats.md} lists every topic whose bytes outlive a release, and every golden file.
 */
class FormatsDocumentTest {

  private static final Path DOCUMENT = Path.of("docs", "formats.md");
  private static final Pattern STORES = Pattern.compile("stores: \\[([^]]*)]");
  private static final Pattern REPARTITION = Pattern.compile("topic: ([a-z-]+-repartition)");
  private static final Pattern FILE = Pattern.compile("`([a-z0-9-]+\\.(?:hex|json|txt))`");

  private static String document() throws Exception {
    return Files.readString(DOCUMENT, UTF_8);
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.addAll(List.of(matcher.group(1).split(", ")));
    }
    found.remove("");
    return found;
  }

  @Test
  void hasASectionForEveryStoreAndRepartition() throws Exception {
    // given
    Settings settings = Settings.of(Map.of());
    String topology = SignalFactoryTopology.describe(settings);
    Set<String> stores = found(STORES, topology);
    Set<String> repartitions = found(REPARTITION, topology);
    // when
    Set<String> headings =
        document().lines().filter(line -> line.startsWith("### ")).collect(Collectors.toSet());
    // then
    assertThat(stores).hasSizeGreaterThan(10);
    assertThat(repartitions).hasSize(2);
    for (String store : stores) {
      String topic =
          switch (store) {
            case "contracts" -> settings.contractsTopic();
            case "contract-versions" -> settings.contractVersionsTopic();
            case "deployments" -> settings.deploymentsTopic();
            default -> settings.applicationId() + "-" + store + "-changelog";
          };
      assertThat(headings).contains("### `" + store + "` — `" + topic + "`");
    }
    for (String topic : repartitions) {
      String name = topic.replace("-repartition", "");
      assertThat(headings)
          .contains("### " + name + " — `" + settings.applicationId() + "-" + topic + "`");
    }
  }

  @Test
  void namesEveryGoldenFileAndNoOther() throws Exception {
    // given
    Path golden = Path.of(FormatsDocumentTest.class.getResource("/formats/golden").toURI());
    Set<String> files = new TreeSet<>();
    try (Stream<Path> all = Files.list(golden)) {
      all.forEach(file -> files.add(file.getFileName().toString()));
    }
    // when
    Set<String> named = found(FILE, document());
    // of the fixture, which lies beside them
    named.remove("expected.json");
    // then
    assertThat(files).hasSizeGreaterThan(20);
    assertThat(named).containsExactlyElementsOf(files);
  }
}
