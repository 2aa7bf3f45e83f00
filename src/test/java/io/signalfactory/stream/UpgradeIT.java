package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.config.Settings;
import io.signalfactory.past.PastWindow;
import io.signalfactory.past.WindowSpan;
import io.signalfactory.query.DatasetHistory;
import io.signalfactory.query.DatasetPast;
import io.signalfactory.query.Listed;
import io.signalfactory.query.PastRequest;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.BreachStory;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.tally.Counts;
import io.signalfactory.testkit.BrokerFixture;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * This release goes on from what the release before had written.
 *
 * <p>It is the whole way that an upgrade takes: a real broker has the internal topics with the
 * records and the committed offsets of an {@link UpgradeFixture}, byte for byte; the application
 * starts with an empty folder, restores every store from its changelog, reads what the other
 * release had forwarded and nobody had read, and carries on. Only the clock is not real. The
 * fixture's times are long ago, and by today's clock all of it would have expired or be stale; so
 * Kafka Streams and our processors go by a {@link io.signalfactory.testkit.SteppedTime}, which
 * begins where the other release stopped. The raw records that were counted are not in the fixture:
 * other records lie in their places, which would be counted if the application read them again.
 *
 * <p>The tests are one story, in its order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeIT {

  /** The fixture of the release before; {@link RecordUpgradeFixture} writes the next one. */
  private static final String RELEASE = "0.1.0-a";

  private static final int FIRST_NUMBER = 100_000;

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final UpgradeScenario SCENARIO = new UpgradeScenario(FIRST_NUMBER);
  private static Settings settings;
  private static SteppedApplication application;
  private static UpgradeFixture fixture;
  private static UpgradeExpectation expected;

  @BeforeAll
  static void layDownAndStart() throws Exception {
    expected = UpgradeExpectation.named(RELEASE);
    fixture = UpgradeFixture.named(RELEASE);
    settings = BROKER.settings(UpgradeTopics.LAYOUT);
    new UpgradeTopics(BROKER, settings).lay(fixture);
    application = new SteppedApplication(settings, fixture.clock());
  }

  @AfterAll
  static void stop() {
    if (application != null) {
      application.close();
    }
  }

  private static UpgradeExpectation actual() {
    return UpgradeExpectation.of(application.queries(), application.now(), expected.latestOrder());
  }

  @Test
  @Order(1)
  void hasTheCountsStatesAndBreachesOfTheReleaseBefore() {
    application.tickUntil(() -> assertThat(actual()).isEqualTo(expected));
  }

  @Test
  @Order(2)
  void countsOnExactly() throws Exception {
    // given
    Instant now = application.now();
    // a minute that has events, so that its tallies and its keys' tallies have to be read again
    Instant yesterday =
        now.minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(17));
    SortedMap<String, Counts> created = counts(UpgradeScenario.CREATED);
    SortedMap<String, Counts> captured = counts(UpgradeScenario.CAPTURED);
    List<UpgradeScenario.Sent> records = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      records.add(SCENARIO.order(now));
    }
    records.add(SCENARIO.order(now, yesterday));
    // of orders whose keys had been settled, and are in the stores
    records.add(SCENARIO.repeatedOrder(now, expected.latestOrder() - 60));
    records.add(SCENARIO.repeatedReference(now, expected.latestOrder() - 61));
    records.add(SCENARIO.cancelled(now));
    for (int i = 0; i < 30; i++) {
      records.add(SCENARIO.brokenPayment(now));
    }
    // when
    BROKER.produce(records.stream().map(UpgradeScenario.Sent::record).toList());
    // then: four rules each, of which the duplicates break one, and of these one fails its event
    add(created, now, new Counts(8, 1, 0, 32, 30));
    add(created, yesterday, new Counts(1, 0, 0, 4, 4));
    add(captured, now, new Counts(30, 30, 0, 0, 0));
    application.tickUntil(
        () -> {
          assertThat(counts(UpgradeScenario.CREATED)).isEqualTo(created);
          assertThat(counts(UpgradeScenario.CAPTURED)).isEqualTo(captured);
        });
  }

  private static SortedMap<String, Counts> counts(String urn) {
    return UpgradeExpectation.counts(application.queries(), urn, application.now());
  }

  private static void add(SortedMap<String, Counts> hours, Instant at, Counts more) {
    hours.merge(UpgradeExpectation.hourOf(at), more, Counts::plus);
  }

  @Test
  @Order(3)
  void openBreachesGoOnAndEndUnderTheirIds() {
    // given
    Map<String, String> open = expected.openBreaches();
    List<String> ending =
        List.of(
            UpgradeScenario.CANCELLED + "|freshness",
            UpgradeScenario.CANCELLED + "|freshness|finance",
            UpgradeScenario.REFUNDED + "|volume");
    Map<String, String> endingIds = new TreeMap<>(open);
    endingIds.keySet().retainAll(ending);
    Map<String, String> goingOn = new TreeMap<>(open);
    goingOn.keySet().removeAll(ending);
    goingOn.remove(UpgradeScenario.CREATED + "|compliance");
    assertThat(endingIds).hasSize(3);
    assertThat(goingOn).hasSize(3);
    // and they have been judged healthy, so that their hold runs
    application.tickUntil(
        () ->
            endingIds.forEach(
                (signal, id) -> assertThat(actual().states()).containsEntry(signal, "OK " + id)));
    // when
    application.leap(Duration.ofMinutes(6));
    // then
    application.tickUntil(
        () -> {
          assertThat(said(Breach.Status.RESOLVED)).containsAllEntriesOf(endingIds);
          assertThat(actual().openBreaches()).containsAllEntriesOf(goingOn);
          assertThat(actual().openBreaches()).doesNotContainKeys(ending.toArray(new String[0]));
        });
    assertThat(said(Breach.Status.OPEN)).isEmpty();
    assertThat(BROKER.readCommitted(settings.deadLetterTopic())).isEmpty();
  }

  /** The ids of the transitions that this release has published, by signal. */
  private static Map<String, String> said(Breach.Status status) {
    Map<String, String> said = new HashMap<>();
    BROKER
        .readCommitted(settings.breachesTopic())
        .forEach(
            record -> {
              Breach breach = SignalJson.readBreach(record.value());
              if (breach.status() == status) {
                said.put(breach.key().text(), breach.breachId());
              }
            });
    return said;
  }

  @Test
  @Order(4)
  void entriesMoveToTheNewVersionAsTheyAreWrittenAgain() {
    // given
    assertThat(versionsBefore("datasets")).containsOnly(3);
    assertThat(versionsBefore("hours")).containsOnly(1);
    // the index beside the tallies had none
    assertThat(versionsBefore("tallies")).containsOnly(0, 1);
    // when another hour is over
    application.leap(Duration.ofHours(1));
    Instant over = application.now().truncatedTo(ChronoUnit.HOURS);
    application.tickUntil(
        () ->
            assertThat(UpgradeScenario.DATASETS).allMatch(urn -> over.equals(closedThrough(urn))));
    // then
    application.tickUntil(() -> assertThat(versionsNow("datasets")).containsOnly(4));
    // the days that are running, and the one that got a late event
    assertThat(versionsNow("hours")).containsOnly(1, 2);
    // the index, and tallies from before and from now
    assertThat(versionsNow("tallies")).containsOnly(1, 2);
    assertThat(BROKER.readCommitted(settings.deadLetterTopic())).isEmpty();
  }

  @Test
  @Order(5)
  void answersSayFromWhenOnThePastIsKnown() {
    // given
    long toMinute = application.now().truncatedTo(ChronoUnit.HOURS).getEpochSecond() / 60;
    WindowSpan span = new WindowSpan(toMinute - 40 * 60, toMinute, 60);
    Instant upgradedIn = fixture.clock().truncatedTo(ChronoUnit.HOURS);
    // when
    DatasetPast past =
        application
            .queries()
            .past(new PastRequest(UpgradeScenario.CREATED, span, application.now()))
            .orElseThrow();
    // then
    assertThat(past.windows().judgedFrom()).isEqualTo(upgradedIn);
    assertThat(past.windows().countedFrom()).isBefore(upgradedIn.minus(Duration.ofHours(38)));
    assertThat(past.windows().windows()).allMatch(PastWindow::isCounted);
    assertThat(past.windows().windows().get(0).judged().happened()).isFalse();
    assertThat(past.windows().windows().get(39).judged().happened()).isTrue();
    assertThat(past.windows().windows().get(39).counted().counts())
        .isEqualTo(counts(UpgradeScenario.CREATED).get(upgradedIn.toString()));
    assertThat(past.windows().windows().get(39).counted().rules().isEmpty()).isFalse();
  }

  @Test
  @Order(6)
  void ofBreachesFromBeforeTheUpgradeItTellsWhatItHas() {
    // given: one had ended before, one ended since
    String before = "brc-01KJPD33PW4ZJWC8R7Z2Q1QP34";
    String since = expected.openBreaches().get(UpgradeScenario.CANCELLED + "|freshness");
    // when
    BreachStory first = story(before).orElseThrow();
    BreachStory second = story(since).orElseThrow();
    // then
    assertThat(first.fromTheStart()).isFalse();
    assertThat(first.latest().status()).isEqualTo(Breach.Status.RESOLVED);
    assertThat(second.fromTheStart()).isFalse();
    assertThat(second.latest().status()).isEqualTo(Breach.Status.RESOLVED);
    assertThat(story("brc-0")).isEmpty();
  }

  private static Optional<BreachStory> story(String breachId) {
    return application.queries().breach(breachId, UpgradeExpectation.EVERYWHERE).stream()
        .map(Listed::value)
        .findFirst();
  }

  private static @Nullable Instant closedThrough(String urn) {
    return UpgradeExpectation.history(application.queries(), urn, application.now())
        .map(DatasetHistory::observed)
        .map(ObservedSpan::closedThrough)
        .orElse(null);
  }

  /** The first bytes of the entries of a store, as they were laid down. */
  private static Set<Integer> versionsBefore(String store) {
    Set<Integer> versions = new HashSet<>();
    for (UpgradeFixture.Stored record : fixture.records()) {
      if (record.topic().equals(changelog(store))) {
        versions.add(version(Objects.requireNonNull(record.value())));
      }
    }
    return versions;
  }

  /** The first bytes of the entries of a store, as they would be restored now. */
  private static Set<Integer> versionsNow(String store) {
    Map<List<Object>, Integer> latest = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : BROKER.readCommitted(changelog(store))) {
      List<Object> key = List.of(record.partition(), ByteBuffer.wrap(record.key()));
      latest.compute(key, (k, v) -> record.value() == null ? null : version(record.value()));
    }
    return new HashSet<>(latest.values());
  }

  private static String changelog(String store) {
    return settings.applicationId() + "-" + store + "-changelog";
  }

  private static int version(byte[] value) {
    return value.length == 0 ? 0 : value[0];
  }
}
