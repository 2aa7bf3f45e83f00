package io.signalfactory.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scope in real Kafka Streams, which it depends on the inside of. */
class StreamsRecordScopeTest {

  private static final String RAW = "raw.shop.events";
  private static final Duration LATER = Duration.ofSeconds(1);

  @TempDir private Path folder;
  private Holding holding;
  private TopologyTestDriver driver;

  private TestInputTopic<String, String> start() {
    Topology topology = new Topology();
    topology.addSource("source", RAW);
    topology.addProcessor(
        "holding",
        () -> {
          holding = new Holding();
          return holding;
        },
        "source");
    // The sink asks Kafka Streams which record it is that is being answered.
    topology.addSink("sink", (key, value, answered) -> "answer-to-" + answered.offset(), "holding");
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "scope");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    properties.put(
        StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class.getName());
    properties.put(
        StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class.getName());
    driver = new TopologyTestDriver(topology, properties);
    return driver.createInputTopic(RAW, new StringSerializer(), new StringSerializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private String answerTo(long offset) {
    return driver
        .createOutputTopic(
            "answer-to-" + offset, new StringDeserializer(), new StringDeserializer())
        .readValue();
  }

  @Test
  void whatIsForwardedLaterIsForwardedAsTheAnswerToItsRecord() {
    // given
    TestInputTopic<String, String> raw = start();
    raw.pipeInput("first");
    raw.pipeInput("second");
    // when
    driver.advanceWallClockTime(LATER);
    // then
    assertThat(answerTo(0)).isEqualTo("first");
    assertThat(answerTo(1)).isEqualTo("second");
  }

  @Test
  void workMayForwardWhereKafkaStreamsRunsNoProcessor() {
    // given
    TestInputTopic<String, String> raw = start();
    raw.pipeInput("first");
    assertThatThrownBy(holding::answerOutsideTheScope)
        .hasMessageContaining("Current node is unknown");
    // when
    holding.answer();
    // then
    raw.pipeInput("second"); // the driver collects what was sent with the next record
    assertThat(answerTo(0)).isEqualTo("first");
  }

  @Test
  void whatStreamsWasDoingIsAsItWasAfterTheWork() {
    // given
    TestInputTopic<String, String> raw = start();
    raw.pipeInput("first");
    raw.pipeInput("second");
    // when
    holding.answerOnNext = true;
    raw.pipeInput("third");
    // then
    assertThat(holding.currentAfterwards).isEqualTo(2);
  }

  @Test
  void whatIsWrittenWithoutTheWayThroughTheSinkArrivesAsItIs() {
    // given
    TestInputTopic<String, String> raw = start();
    raw.pipeInput("first");
    // when
    holding.scope.write(
        "sink", new ProducerRecord<>("answers", 0, 7L, bytes("key"), bytes("value"), List.of()));
    // then
    raw.pipeInput("second"); // the driver collects what was sent with the next record
    assertThat(
            driver
                .createOutputTopic("answers", new StringDeserializer(), new StringDeserializer())
                .readRecord())
        .isEqualTo(new TestRecord<>("key", "value", null, 7L));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Holds records and answers them when told to. */
  private static final class Holding implements Processor<String, String, String, String> {
    private final List<Record<String, String>> held = new ArrayList<>();
    private final List<RecordMetadata> places = new ArrayList<>();
    private ProcessorContext<String, String> context;
    private RecordScope scope;
    private boolean answerOnNext;
    private long currentAfterwards = -1;

    @Override
    public void init(ProcessorContext<String, String> context) {
      this.context = context;
      this.scope = new StreamsRecordScope(context);
      context.schedule(LATER, PunctuationType.WALL_CLOCK_TIME, nowMs -> answer());
    }

    @Override
    public void process(Record<String, String> record) {
      held.add(record);
      places.add(context.recordMetadata().orElseThrow());
      if (answerOnNext) {
        answer();
        currentAfterwards = context.recordMetadata().orElseThrow().offset();
      }
    }

    private void answer() {
      scope.run(
          () -> {
            for (int i = 0; i < held.size(); i++) {
              scope.forwardFor(places.get(i));
              context.forward(held.get(i));
            }
          });
      held.clear();
      places.clear();
    }

    private void answerOutsideTheScope() {
      context.forward(held.get(0));
    }
  }
}
