package io.signalfactory.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.Settings;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.deployment.DeploymentJson;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalState;
import io.signalfactory.stream.kafka.RawPartitions;
import io.signalfactory.stream.sight.SightBoard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The real topology under the test driver, with a clock that stands still until it is moved. */
final class TopologyHarness implements AutoCloseable {

  static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, String> contracts;
  private final TestOutputTopic<String, byte[]> evidence;
  private final TestOutputTopic<String, byte[]> signals;
  private final TestOutputTopic<String, byte[]> breaches;
  private final TestOutputTopic<byte[], byte[]> deadLetters;
  private final Map<String, SignalState> latest = new LinkedHashMap<>();
  private final String deploymentsTopic;
  private Instant now = START;

  TopologyHarness(Path stateDir) {
    this(stateDir, RawPartitions.NONE_WAITING);
  }

  TopologyHarness(Path stateDir, RawPartitions partitions) {
    Settings settings =
        Settings.of(Map.of("state.dir", stateDir.toString(), "signals.partitions", "1"));
    Properties properties = new Properties();
    properties.putAll(settings.streamsProperties());
    driver =
        new TopologyTestDriver(
            new SignalFactoryTopology(
                    settings,
                    SignalFactoryTopology.emptyCatalog(),
                    partitions,
                    SightBoard.withoutCluster(),
                    registry)
                .build(),
            properties,
            START);
    deploymentsTopic = settings.deploymentsTopic();
    contracts =
        driver.createInputTopic(
            settings.contractsTopic(), new StringSerializer(), new StringSerializer());
    evidence = output(settings.evidenceTopic());
    signals = output(settings.signalsTopic());
    breaches = output(settings.breachesTopic());
    deadLetters =
        driver.createOutputTopic(
            settings.deadLetterTopic(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  Instant now() {
    return now;
  }

  /** Moves the clock in steps of a second, as a running application sees it. */
  void advance(Duration duration) {
    for (long left = duration.toMillis(); left > 0; left -= 1000) {
      long step = Math.min(1000, left);
      now = now.plusMillis(step);
      driver.advanceWallClockTime(Duration.ofMillis(step));
    }
  }

  /** Moves the clock at once, as if ticks were missed, and lets a tick follow. */
  void leap(Duration duration) {
    now = now.plus(duration);
    driver.advanceWallClockTime(duration.minusSeconds(1));
    driver.advanceWallClockTime(Duration.ofSeconds(1));
  }

  void contract(String urn, String document) {
    contracts.pipeInput(urn, document, now);
  }

  void retire(String urn) {
    contracts.pipeInput(new TestRecord<>(urn, null, new RecordHeaders(), now));
  }

  void deployment(Deployment deployment) {
    input(deploymentsTopic)
        .pipeInput(
            new TestRecord<>(
                deployment.key().getBytes(StandardCharsets.UTF_8),
                DeploymentJson.write(deployment),
                new RecordHeaders(),
                now));
  }

  void raw(String topic, String value, String... headers) {
    raw(topic, value.getBytes(StandardCharsets.UTF_8), now, headers);
  }

  void raw(String topic, byte[] value, Instant timestamp, String... headers) {
    RecordHeaders all = new RecordHeaders();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    input(topic).pipeInput(new TestRecord<>(null, value, all, timestamp));
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The Evidence since the last call. */
  List<JsonNode> evidence() {
    List<JsonNode> read = new ArrayList<>();
    for (byte[] value : evidence.readValuesToList()) {
      try {
        read.add(JSON.readTree(value));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return read;
  }

  /** The breach transitions since the last call. */
  List<Breach> breaches() {
    return breaches.readValuesToList().stream().map(SignalJson::readBreach).toList();
  }

  /** The latest state said of a signal; null if none was, or if it was cleared. */
  SignalState state(String key) {
    for (KeyValue<String, byte[]> record : signals.readKeyValuesToList()) {
      if (record.value == null) {
        latest.remove(record.key);
      } else {
        latest.put(record.key, SignalJson.readState(record.value));
      }
    }
    return latest.get(key);
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  TopologyTestDriver driver() {
    return driver;
  }

  SimpleMeterRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    driver.close();
  }
}
