package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.config.Settings;
import io.signalfactory.tally.Counts;
import io.signalfactory.testkit.BrokerFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Writes the fixture of this release, which {@link UpgradeIT} of the next ones goes on from: the
 * application on a real broker through {@link UpgradeScenario}, and what it leaves behind. Not part
 * of the build's tests, as it writes files and takes minutes:
 *
 * <pre>mvn test-compile surefire:test -Dtest=RecordUpgradeFixture -Dfixture.folder=FOLDER</pre>
 *
 * <p>What is expected of those who go on is what this release itself answers when it starts again
 * from what it left behind; that its counts are those of what was sent is checked first.
 */
class RecordUpgradeFixture {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  /** A tick later what was counted is forwarded, and it takes until then to be committed. */
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(5);

  private static final Duration BEYOND_A_COMMIT = COMMIT_INTERVAL.plusMillis(100);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** Long enough for the clients to have fetched and the threads to have processed. */
  private static final long REAL_MS = 250;

  private final UpgradeScenario scenario = new UpgradeScenario(0);
  private final List<UpgradeScenario.Sent> sent = new ArrayList<>();

  @Test
  void record() throws Exception {
    Path folder = Path.of(System.getProperty("fixture.folder", "target/upgrade-fixture"));
    Map<String, String> layout = new HashMap<>(UpgradeTopics.LAYOUT);
    layout.put("commit.interval.ms", Long.toString(COMMIT_INTERVAL.toMillis()));
    Settings settings = BROKER.settings(layout);
    UpgradeTopics topics = new UpgradeTopics(BROKER, settings);
    topics.create();
    BROKER.produce(UpgradeScenario.contracts(settings.contractsTopic()));
    Instant stoppedAt;
    try (SteppedApplication application = new SteppedApplication(settings, UpgradeScenario.START)) {
      play(application, settings);
      stoppedAt = application.now();
    }
    topics.take(stoppedAt).write(folder);
    try (SteppedApplication application = new SteppedApplication(settings, stoppedAt)) {
      application.tickUntil(() -> assertThat(counted(application)).isEqualTo(expected(stoppedAt)));
      pause(application, TICK.multipliedBy(20), 20);
      UpgradeExpectation.of(application.queries(), application.now(), scenario.latestOrder())
          .write(folder);
    }
    assertThat(BROKER.readCommitted(settings.deadLetterTopic())).isEmpty();
  }

  private void play(SteppedApplication application, Settings settings) throws Exception {
    settle(application);
    while (application.now().isBefore(UpgradeScenario.BY_THE_MINUTE.minus(TICK))) {
      Instant from = hour(application.now());
      leapTo(application, from.plus(Duration.ofMinutes(65)));
      if (from.plus(Duration.ofMinutes(65)).equals(UpgradeScenario.RETIRED)) {
        BROKER.produce(
            List.of(
                new ProducerRecord<>(
                    settings.contractsTopic(),
                    UpgradeScenario.LEGACY.getBytes(StandardCharsets.UTF_8),
                    null)));
      }
      send(scenario.hour(from));
      settle(application);
    }
    for (Instant from = UpgradeScenario.BY_THE_MINUTE;
        from.isBefore(UpgradeScenario.END);
        from = from.plus(Duration.ofMinutes(5))) {
      leapTo(application, from.plus(Duration.ofMinutes(5)));
      send(scenario.fiveMinutes(from));
      settle(application);
    }
    stopInTheMiddle(application);
  }

  private static Instant hour(Instant now) {
    return now.truncatedTo(ChronoUnit.HOURS);
  }

  private static void leapTo(SteppedApplication application, Instant time) {
    application.leap(Duration.between(application.now(), time));
  }

  private void send(List<UpgradeScenario.Sent> records) throws Exception {
    sent.addAll(records);
    BROKER.produce(records.stream().map(UpgradeScenario.Sent::record).toList());
  }

  /** Until what was sent has been counted, committed, merged, judged and committed again. */
  private static void settle(SteppedApplication application) throws InterruptedException {
    Thread.sleep(REAL_MS);
    pause(application, TICK, 1);
    pause(application, BEYOND_A_COMMIT, 1);
    pause(application, TICK, 1);
    pause(application, BEYOND_A_COMMIT, 1);
  }

  private static void pause(SteppedApplication application, Duration by, int steps)
      throws InterruptedException {
    for (int i = 0; i < steps; i++) {
      application.leap(by.dividedBy(steps));
      Thread.sleep(REAL_MS / 2);
    }
  }

  /**
   * Leaves something in every place that it can be in: counted and forwarded, of which no commit
   * has let anyone know; counted and not forwarded; claimed and not settled.
   */
  private void stopInTheMiddle(SteppedApplication application) throws Exception {
    send(lastRecords(application.now()));
    Thread.sleep(REAL_MS);
    pause(application, TICK, 1);
    send(lastRecords(application.now()));
    Thread.sleep(REAL_MS);
  }

  private List<UpgradeScenario.Sent> lastRecords(Instant now) {
    List<UpgradeScenario.Sent> records = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      records.add(scenario.order(now.minusSeconds(6 - i)));
    }
    records.add(scenario.brokenPayment(now.minusSeconds(2)));
    return records;
  }

  /** By dataset and hour: events and failed events, as they were sent. */
  private SortedMap<String, String> expected(Instant now) {
    SortedMap<String, long[]> counts = new TreeMap<>();
    for (UpgradeScenario.Sent record : sent) {
      if (!record.countedAt().isBefore(UpgradeExpectation.firstHour(record.urn(), now))) {
        String hour = record.urn() + " " + UpgradeExpectation.hourOf(record.countedAt());
        long[] count = counts.computeIfAbsent(hour, key -> new long[2]);
        count[0]++;
        count[1] += record.fails() ? 1 : 0;
      }
    }
    SortedMap<String, String> texts = new TreeMap<>();
    counts.forEach((hour, count) -> texts.put(hour, count[0] + " " + count[1]));
    return texts;
  }

  private static SortedMap<String, String> counted(SteppedApplication application) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (String urn : UpgradeScenario.DATASETS) {
      SortedMap<String, Counts> hours =
          UpgradeExpectation.counts(application.queries(), urn, application.now());
      hours.forEach(
          (hour, counts) -> texts.put(urn + " " + hour, counts.events() + " " + counts.failed()));
    }
    return texts;
  }
}
