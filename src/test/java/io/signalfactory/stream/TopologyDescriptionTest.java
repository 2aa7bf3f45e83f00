package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.Settings;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.kafka.RawPartitions;
import io.signalfactory.stream.sight.SightBoard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.GlobalStore;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.junit.jupiter.api.Test;

/** Holds the topology to what {@code topology/} says of it. */
class TopologyDescriptionTest {

  private static final Path TEXT = Path.of("topology", "topology.txt");
  private static final Path PICTURE = Path.of("topology", "topology.svg");
  private static final Path EXPLANATION = Path.of("topology", "README.md");

  // What Kafka Streams calls what nobody named: KSTREAM-SOURCE-0000000001, also inside longer
  // names.
  private static final Pattern MADE_UP =
      Pattern.compile("KSTREAM|KTABLE|\\d{10}", Pattern.CASE_INSENSITIVE);

  private static final Pattern STORES = Pattern.compile("\\(stores: \\[([^]]*)]\\)");

  @Test
  void describesTheTopologyThatIsBuilt() throws IOException {
    String committed = Files.readString(TEXT, StandardCharsets.UTF_8);

    String built = SignalFactoryTopology.describe(Settings.of(Map.of()));

    assertThat(withStoresInOrder(built))
        .as(
            """
            The topology is not the one that %s describes. If that is meant, regenerate it:

                ./signal-factory topology > %s

            and bring topology/README.md and topology/topology.svg in line. Look at the difference
            first: a store's name is also that of its changelog topic, and a repartition's name that
            of its topic. Where one of those changed, a running application starts with an empty
            store and leaves the old topic, with all that was counted, behind it: that needs a
            migration and an entry in CHANGELOG.md. Names of processors and sinks are free.
            """,
            TEXT, TEXT)
        .isEqualTo(withStoresInOrder(committed));
  }

  @Test
  void namesEveryNodeAndStoreItself() {
    Set<String> names = names(description());

    assertThat(names).isNotEmpty().noneMatch(name -> MADE_UP.matcher(name).find());
  }

  @Test
  void explainsEveryNodeStoreAndTopic() throws IOException {
    String explanation = Files.readString(EXPLANATION, StandardCharsets.UTF_8);

    Set<String> names = names(description());

    assertThat(names)
        .filteredOn(name -> !explanation.contains("`" + name + "`"))
        .as("names that %s does not explain", EXPLANATION)
        .isEmpty();
  }

  @Test
  void drawsEveryProcessorStoreAndTopic() throws IOException {
    String picture = Files.readString(PICTURE, StandardCharsets.UTF_8);

    Set<String> drawn = new TreeSet<>(processors(description()));
    drawn.addAll(storesAndTopics(description()));

    // The filters in front of repartition topics are Kafka Streams' own, and say nothing.
    drawn.removeAll(Set.of(Names.BY_DATASET_FILTER, Names.BY_KEY_FILTER));
    assertThat(drawn)
        .filteredOn(name -> !picture.contains(">" + name + "<"))
        .as("names that %s does not show", PICTURE)
        .isEmpty();
  }

  private static TopologyDescription description() {
    return new SignalFactoryTopology(
            Settings.of(Map.of()),
            SignalFactoryTopology.emptyCatalog(),
            RawPartitions.NONE_WAITING,
            SightBoard.withoutCluster(),
            new SimpleMeterRegistry())
        .build()
        .describe();
  }

  private static Set<String> names(TopologyDescription topology) {
    Set<String> names =
        nodes(topology).stream().map(Node::name).collect(Collectors.toCollection(TreeSet::new));
    names.addAll(storesAndTopics(topology));
    return names;
  }

  private static Set<String> processors(TopologyDescription topology) {
    return nodes(topology).stream()
        .filter(Processor.class::isInstance)
        .map(Node::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> storesAndTopics(TopologyDescription topology) {
    Set<String> names = new TreeSet<>();
    for (Node node : nodes(topology)) {
      if (node instanceof Processor processor) {
        names.addAll(processor.stores());
      } else if (node instanceof Sink sink && sink.topic() != null) {
        names.add(sink.topic());
      } else if (node instanceof Source source && source.topicSet() != null) {
        names.addAll(source.topicSet());
      }
    }
    return names;
  }

  private static List<Node> nodes(TopologyDescription topology) {
    Stream<Node> ofTasks =
        topology.subtopologies().stream().flatMap(subtopology -> subtopology.nodes().stream());
    Stream<Node> global =
        topology.globalStores().stream().flatMap(TopologyDescriptionTest::nodesOf);
    return Stream.concat(ofTasks, global).toList();
  }

  private static Stream<Node> nodesOf(GlobalStore store) {
    return Stream.of(store.source(), store.processor());
  }

  /** Kafka Streams lists a processor's stores in the order of a hash set. */
  private static String withStoresInOrder(String description) {
    return STORES
        .matcher(description)
        .replaceAll(found -> Matcher.quoteReplacement("(stores: " + sorted(found) + ")"));
  }

  private static List<String> sorted(MatchResult stores) {
    return Arrays.stream(stores.group(1).split(", ")).sorted().toList();
  }
}
