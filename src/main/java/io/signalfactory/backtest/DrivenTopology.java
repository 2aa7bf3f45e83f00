package io.signalfactory.backtest;

import io.signalfactory.config.Settings;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.document.ContractWriter;
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
 * The topology under a clock that stands still until it is moved. It ticks once a second, as the
 * application does: every second in which a breach could open or end is judged, none is skipped.
 */
final class DrivenTopology implements AutoCloseable {

  static final long TICK_MS = 1_000;

  /** So many records may wait for the next tick with what became of them. */
  private static final int MAX_UNREAD = 1_000;

  private final Settings settings;
  private final String rawTopic;
  private final Listener listener;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> raw;
  private final TestInputTopic<byte[], byte[]> tallies;
  private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();
  private final List<Arrival.OfTally> untold = new ArrayList<>();
  private long nowMs;
  private long nextTickMs;
  private int unread;
  private long events;
  private long deadLetters;

  /**
   * @param settings the configuration
   * @param rawTopic the topic that the history is of
   * @param startMs when its clock begins, in milliseconds since the epoch
   * @param listener takes what the topology says, as it says it
   */
  DrivenTopology(Settings settings, String rawTopic, long startMs, Listener listener) {
    this.settings = settings;
    this.rawTopic = rawTopic;
    this.listener = listener;
    this.nowMs = startMs;
    this.nextTickMs = startMs + TICK_MS;
    Properties properties = new Properties();
    properties.putAll(settings.streamsProperties());
    this.driver =
        new TopologyTestDriver(
            SignalFactoryTopology.ofHistory(settings, rawTopic),
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

  /** Lets the clock tick once if it does so by {@code ms}; else it stands at {@code ms} then. */
  boolean tickBy(long ms) {
    if (nextTickMs <= ms) {
      moveTo(nextTickMs);
      nextTickMs += TICK_MS;
      tellTallies();
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

  /** Something arrives now. */
  void take(Arrival arrival) {
    events += arrival.events();
    if (arrival instanceof Arrival.OfRecord of) {
      ReplayRecord record = of.record();
      raw.pipeInput(
          new TestRecord<>(
              record.key(), record.value(), new RecordHeaders(record.headers()), of.timestampMs()));
    } else if (arrival instanceof Arrival.OfTally of) {
      untold.add(of);
    }
    if (++unread >= MAX_UNREAD) {
      readOutput();
    }
  }

  /** As ENFORCE does: at the tick, for SIGNALS to judge at the next one. */
  private void tellTallies() {
    for (Arrival.OfTally of : untold) {
      byte[] partial = TallyFeed.partial(rawTopic, of.minute(), of.tally());
      tallies.pipeInput(record(bytes(of.datasetUrn()), partial, nowMs));
    }
    untold.clear();
  }

  private static TestRecord<byte[], byte[]> record(byte[] key, byte[] value, long timestampMs) {
    return new TestRecord<>(key, value, new RecordHeaders(), timestampMs);
  }

  /** The driver keeps all that was ever written, also to internal topics, until it is read. */
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

  /** Events that have arrived so far. */
  long events() {
    return events;
  }

  /** Records that our own code failed on so far. */
  long deadLetters() {
    return deadLetters;
  }

  @Override
  public void close() {
    driver.close();
  }

  /** What the topology says, in the order in which it says it. */
  interface Listener {

    /** A signal was judged, and its state is new or has to be said again. */
    void state(SignalState state);

    /**
     * A signal is not judged any more.
     *
     * @param key {@link io.signalfactory.signal.SignalKey#text()}
     */
    void cleared(String key, Instant at);

    /** The value of a record of the breaches topic. */
    void breach(byte[] value);
  }
}
