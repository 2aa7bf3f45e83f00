package io.signalfactory.backtest;

import io.signalfactory.config.Settings;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractWriter;
import io.signalfactory.registry.configured.ConfiguredRegistries;
import io.signalfactory.registry.formats.RegistryFormats;
import io.signalfactory.replay.ReplayRecord;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalState;
import io.signalfactory.stream.SignalFactoryTopology;
import io.signalfactory.stream.TallyFeed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology with a clock that moves only when it is told to. It ticks once per second, as in the
 * application, so that every second in which a breach could open or be resolved is judged.
 */
final class DrivenTopology implements AutoCloseable {

  static final long TICK_MS = 1_000;

  /** After this many arrivals the output is read, even if there is no tick. */
  private static final int MAX_UNREAD = 1_000;

  private final Settings settings;
  private final String rawTopic;
  private final Listener listener;
  private final ConfiguredRegistries registries;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> raw;
  private final TestInputTopic<byte[], byte[]> tallies;
  private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();
  private final List<Arrival.OfTally> unreported = new ArrayList<>();
  private long nowMs;
  private long nextTickMs;
  private int unread;
  private long events;
  private long deadLetters;

  /**
   * @param settings the settings
   * @param rawTopic the topic of the history
   * @param startMs the first time of its clock, in milliseconds since the epoch
   * @param listener receives what the topology publishes
   */
  DrivenTopology(Settings settings, String rawTopic, long startMs, Listener listener) {
    this.settings = settings;
    this.rawTopic = rawTopic;
    this.listener = listener;
    this.nowMs = startMs;
    this.nextTickMs = startMs + TICK_MS;
    Properties properties = new Properties();
    properties.putAll(settings.streamsProperties());
    this.registries = new ConfiguredRegistries(settings.registries());
    this.driver =
        new TopologyTestDriver(
            SignalFactoryTopology.ofHistory(settings, rawTopic, new RegistryFormats(registries)),
            properties,
            Instant.ofEpochMilli(startMs));
    this.raw = input(rawTopic);
    this.tallies = input(TallyFeed.topic(settings));
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void putInForce(Contract contract) {
    input(settings.contractsTopic())
        .pipeInput(record(bytes(contract.urn()), ContractWriter.json(contract), nowMs));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  long nowMs() {
    return nowMs;
  }

  /**
   * Moves the clock to its next tick, or to {@code ms} if that is earlier.
   *
   * @param ms in milliseconds since the epoch
   * @return whether it ticked
   */
  boolean tickBy(long ms) {
    if (nextTickMs <= ms) {
      moveTo(nextTickMs);
      nextTickMs += TICK_MS;
      reportTallies();
      readOutput();
      return true;
    }
    if (nowMs < ms) {
      moveTo(ms);
    }
    return false;
  }

  private void moveTo(long ms) {
    driver.advanceWallClockTime(Duration.ofMillis(ms - nowMs));
    nowMs = ms;
  }

  /** Lets something arrive now. */
  void accept(Arrival arrival) {
    events += arrival.events();
    if (arrival instanceof Arrival.OfRecord of) {
      ReplayRecord record = of.record();
      raw.pipeInput(
          new TestRecord<>(
              record.key(), record.value(), new RecordHeaders(record.headers()), of.timestampMs()));
    } else if (arrival instanceof Arrival.OfTally of) {
      unreported.add(of);
    }
    if (++unread >= MAX_UNREAD) {
      readOutput();
    }
  }

  /**
   * Reports the tallies as ENFORCE does: at a tick, so that SIGNALS judges them at the next one.
   */
  private void reportTallies() {
    for (Arrival.OfTally of : unreported) {
      byte[] partial = TallyFeed.partial(rawTopic, of.minute(), of.tally());
      tallies.pipeInput(record(bytes(of.datasetUrn()), partial, nowMs));
    }
    unreported.clear();
  }

  private static TestRecord<byte[], byte[]> record(byte[] key, byte[] value, long timestampMs) {
    return new TestRecord<>(key, value, new RecordHeaders(), timestampMs);
  }

  /** Reads every topic: until then the driver keeps all records, also those of internal topics. */
  private void readOutput() {
    unread = 0;
    for (String topic : driver.producedTopicNames()) {
      List<TestRecord<byte[], byte[]>> records =
          outputs.computeIfAbsent(topic, this::output).readRecordsToList();
      if (topic.equals(settings.signalsTopic())) {
        records.forEach(this::readState);
      } else if (topic.equals(settings.breachesTopic())) {
        records.forEach(record -> listener.breach(record.value()));
      } else if (topic.equals(settings.deadLetterTopic())) {
        deadLetters += records.size();
      }
    }
  }

  private void readState(TestRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      listener.cleared(
          new String(record.key(), StandardCharsets.UTF_8), Instant.ofEpochMilli(nowMs));
    } else {
      listener.state(SignalJson.readState(record.value()));
    }
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** How many events have arrived so far. */
  long events() {
    return events;
  }

  /** How many records our own code has failed on so far. */
  long deadLetters() {
    return deadLetters;
  }

  @Override
  public void close() {
    driver.close();
    registries.close();
  }

  /** Receives what the topology publishes, in the same order. */
  interface Listener {

    /** The state of a signal was published. */
    void state(SignalState state);

    /**
     * A signal is no longer judged.
     *
     * @param key {@link io.signalfactory.signal.SignalKey#text()}
     * @param at when its state was removed
     */
    void cleared(String key, Instant at);

    /**
     * A transition of a breach was published.
     *
     * @param value the value of the record in the breaches topic
     */
    void breach(byte[] value);
  }
}
