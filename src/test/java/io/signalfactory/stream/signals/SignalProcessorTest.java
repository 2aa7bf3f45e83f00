package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.deployment.Deployments;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalState;
import io.signalfactory.stream.MapStore;
import io.signalfactory.stream.kafka.Names;
import io.signalfactory.stream.sight.SightBoard;
import io.signalfactory.testkit.ContractBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a task ticks and stores, under a clock that moves by the shortest tick. */
class SignalProcessorTest {

  private static final long NOON_MS = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
  private static final long STEP_MS = TickPace.SHORTEST.toMillis();

  @TempDir private Path folder;
  private long nanos;
  private long nanosAnEvaluation;
  private final ContractCatalog catalog = new ContractCatalog(new JsonFormat());
  private final SignalProcessor signals =
      new SignalProcessor(
          catalog,
          topic -> OptionalInt.of(1),
          1,
          100,
          new SimpleMeterRegistry(),
          SightBoard.withoutCluster(),
          new Deployments(null),
          () -> nanos += nanosAnEvaluation);
  private final MapStore<String> states = new MapStore<>(Names.STATE_STORE);
  private final Map<CapturedPunctuator, Long> ranAtMs = new HashMap<>();
  private MockProcessorContext<String, byte[]> context;
  private long nowMs = NOON_MS;

  @BeforeEach
  void start() {
    context = new MockProcessorContext<>(new Properties(), new TaskId(2, 0), folder.toFile());
    context.setCurrentSystemTimeMs(nowMs);
    List.of(Names.MINUTE_STORE, Names.HOUR_STORE, Names.TRACK_STORE, Names.ROLLUP_STORE)
        .forEach(name -> context.addStateStore(new MapStore<Bytes>(name)));
    List.of(
            Names.DATASET_STORE,
            Names.OPEN_BREACH_STORE,
            Names.BREACH_STORE,
            Names.TRANSITION_STORE,
            Names.PROGRESS_STORE,
            Names.READINESS_STORE)
        .forEach(name -> context.addStateStore(new MapStore<String>(name)));
    context.addStateStore(states);
    signals.init(context);
  }

  private void contracts(int number) {
    for (int i = 0; i < number; i++) {
      catalog.apply(ContractBuilder.contract("urn:dp:shop:d" + i).build());
    }
  }

  /** Runs what is due in this second; how many ticks and other punctuations that were. */
  private int aSecond() {
    int ran = 0;
    for (long end = nowMs + 1_000; nowMs < end; nowMs += STEP_MS) {
      context.setCurrentSystemTimeMs(nowMs);
      for (CapturedPunctuator punctuator : context.scheduledPunctuators()) {
        long last = ranAtMs.computeIfAbsent(punctuator, scheduled -> nowMs - STEP_MS);
        if (!punctuator.cancelled() && nowMs - last >= punctuator.getInterval().toMillis()) {
          ranAtMs.put(punctuator, nowMs);
          punctuator.getPunctuator().punctuate(nowMs);
          ran++;
        }
      }
    }
    return ran;
  }

  /** How long ago the oldest of the states was stored that queries get. */
  private Duration oldestState() {
    Instant oldest =
        states.content().values().stream()
            .map(SignalJson::readState)
            .map(SignalState::updatedAt)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return Duration.between(oldest, Instant.ofEpochMilli(nowMs));
  }

  @ParameterizedTest
  @CsvSource({"1,2", "100,2", "101,5", "400,5", "401,20"})
  void ticksNoMoreOftenThanItsDatasetsNeedAndJudgesEachOnceASecond(int datasets, int ticks) {
    // Given
    contracts(datasets);
    aSecond();
    long before = signals.evaluations();

    // When
    int ran = aSecond() + aSecond() + aSecond();

    // Then
    assertThat(ran).isEqualTo(3 * ticks);
    assertThat(signals.evaluations() - before).isEqualTo(3L * datasets);
  }

  @Test
  void missesNoSecondWhereDatasetsCome() {
    // Given
    contracts(1);
    aSecond();
    contracts(500);
    long before = signals.evaluations();

    // When
    aSecond();

    // Then
    assertThat(signals.evaluations() - before).isEqualTo(500);
  }

  @Test
  void missesNoSecondWhereDatasetsGo() {
    // Given
    contracts(500);
    aSecond();
    IntStream.range(1, 500).forEach(i -> catalog.retire("urn:dp:shop:d" + i));
    long before = signals.evaluations();

    // When
    aSecond();
    long between = signals.evaluations();
    aSecond();

    // Then: those that are retired are judged once more, as there is a state of them to clear
    assertThat(between - before).isEqualTo(500);
    assertThat(signals.evaluations() - between).isEqualTo(1);
  }

  @Test
  void storesEveryStateOnceInFiveSeconds() {
    // Given
    contracts(500);

    // When
    IntStream.range(0, 90).forEach(second -> aSecond());

    // Then
    assertThat(oldestState()).isLessThanOrEqualTo(Duration.ofSeconds(11));
  }

  @Test
  void judgesEachOnceASecondAndStoresLaterWhereTimeIsShort() {
    // Given: 27 of 500 are judged in a tick, which takes 15 of its 16 ms
    contracts(500);
    nanosAnEvaluation = 550_000;
    aSecond();
    long before = signals.evaluations();

    // When
    IntStream.range(0, 90).forEach(second -> aSecond());

    // Then
    assertThat(signals.evaluations() - before).isEqualTo(90 * 500);
    assertThat(oldestState()).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(61));
  }
}
