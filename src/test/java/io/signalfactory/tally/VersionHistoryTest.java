package io.signalfactory.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VersionHistoryTest {

  private static final Instant START = Instant.parse("2026-01-14T12:00:00Z");
  private static final Instant DEPLOY = START.plus(Duration.ofHours(3));

  @Test
  void namesAVersionThatAppearedJustBeforeTheCause() {
    // given
    VersionHistory history = withDeploy();

    // when
    Instant appeared = history.newVersionBehind(cause("v2", DEPLOY.plusSeconds(5)));

    // then
    assertThat(appeared).isEqualTo(DEPLOY);
  }

  @Test
  void doesNotBlameAVersionThatAppearedLongBefore() {
    VersionHistory history = withDeploy();

    assertThat(history.newVersionBehind(cause("v2", DEPLOY.plusSeconds(600)))).isEqualTo(DEPLOY);
    assertThat(history.newVersionBehind(cause("v2", DEPLOY.plusMillis(600_001)))).isNull();
    assertThat(history.newVersionBehind(cause("v1", DEPLOY.plusSeconds(5)))).isNull();
  }

  @Test
  void doesNotBlameTheFirstVersionThatADatasetEverHad() {
    VersionHistory history = VersionHistory.EMPTY.seen(arrival("svc", "v1", START));

    assertThat(history.newVersionBehind(cause("v1", START.plusSeconds(1)))).isNull();
  }

  @Test
  void treatsVersionsThatStartTogetherAsNotNew() {
    VersionHistory history =
        VersionHistory.EMPTY
            .seen(arrival("svc", "v1", START))
            .seen(arrival("svc", "v2", START.plusSeconds(30)))
            .seen(arrival("svc", "v3", START.plusSeconds(31)));

    assertThat(history.newVersionBehind(cause("v2", START.plusSeconds(40)))).isNull();
    assertThat(history.newVersionBehind(cause("v3", START.plusSeconds(40))))
        .isEqualTo(START.plusSeconds(31));
  }

  @Test
  void doesNotTakeAnotherServiceForAnEarlierVersion() {
    VersionHistory history =
        VersionHistory.EMPTY.seen(arrival("other", "v1", START)).seen(arrival("svc", "v2", DEPLOY));

    assertThat(history.newVersionBehind(cause("v2", DEPLOY))).isNull();
  }

  @Test
  void treatsRecordsWithoutAVersionAsAnEarlierVersion() {
    VersionHistory history =
        VersionHistory.EMPTY.seen(arrival("svc", null, START)).seen(arrival("svc", "v2", DEPLOY));

    assertThat(history.newVersionBehind(cause("v2", DEPLOY))).isEqualTo(DEPLOY);
    assertThat(history.newVersionBehind(cause(null, DEPLOY))).isNull();
  }

  @Test
  void learnsFromALateTallyThatAVersionWasThereEarlier() {
    VersionHistory history = withDeploy().seen(arrival("svc", "v2", START.minusSeconds(90)));

    assertThat(history.newVersionBehind(cause("v2", DEPLOY))).isNull();
  }

  @Test
  void staysTheSameIfATallyAddsNothing() {
    VersionHistory history = withDeploy();

    assertThat(history.seen(arrival("svc", "v2", DEPLOY))).isSameAs(history);
  }

  @Test
  void forgetsTheVersionThatHasNotBeenSeenForLongest() {
    // given a deploy every two hours
    VersionHistory history = VersionHistory.EMPTY;
    for (int i = 0; i < 40; i++) {
      history = history.seen(arrival("svc", "v" + i, START.plus(Duration.ofHours(2L * i))));
    }
    Instant latest = START.plus(Duration.ofHours(78));

    // when
    Instant appeared = history.newVersionBehind(cause("v39", latest));

    // then
    assertThat(history.versions()).hasSize(VersionHistory.MAX_VERSIONS);
    assertThat(history.versions().get(0).serviceVersion().version()).isEqualTo("v8");
    assertThat(appeared).isEqualTo(latest);
  }

  /** For example a mobile app, of which more versions are in use than are kept. */
  @Property(tries = 50)
  void neverBlamesAnyOfMoreVersionsThanItKeeps(@ForAll @IntRange(max = 39) int blamed) {
    // given
    VersionHistory history = VersionHistory.EMPTY;
    Instant now = START;
    for (int minute = 0; minute < 120; minute++) {
      for (int i = 0; i < 40; i++) {
        now = now.plusSeconds(1);
        history = history.seen(arrival("app", "v" + i, now));
      }
    }

    // when
    Instant appeared =
        history.newVersionBehind(
            new Cause(key("app", "v" + blamed), 1, 1, now, new Sample("t", 0, 0, "evd", null)));

    // then
    assertThat(appeared).isNull();
  }

  @Test
  void callsNothingNewAfterATallyThatMayHaveLeftVersionsOut() {
    // given
    Map<ServiceVersion, Long> full = new LinkedHashMap<>();
    for (int i = 0; i < Tally.MAX_VERSIONS; i++) {
      full.put(new ServiceVersion("svc" + i, "v1"), DEPLOY.minusSeconds(600).toEpochMilli());
    }

    // when
    VersionHistory history =
        VersionHistory.EMPTY
            .seen(arrival("svc", "v1", START))
            .seen(full)
            .seen(arrival("svc", "v2", DEPLOY));

    // then
    assertThat(history.newVersionBehind(cause("v2", DEPLOY))).isNull();
  }

  private static VersionHistory withDeploy() {
    return VersionHistory.EMPTY
        .seen(arrival("svc", "v1", START))
        .seen(arrival("svc", "v1", DEPLOY.minusSeconds(1)))
        .seen(arrival("svc", "v2", DEPLOY));
  }

  private static Map<ServiceVersion, Long> arrival(
      String service, @Nullable String version, Instant at) {
    return Map.of(new ServiceVersion(service, version), at.toEpochMilli());
  }

  private static Cause cause(@Nullable String version, Instant firstSeen) {
    return new Cause(key("svc", version), 1, 1, firstSeen, new Sample("t", 0, 0, "evd", null));
  }

  private static CauseKey key(String service, @Nullable String version) {
    return new CauseKey(service, version, "G4", "MALFORMED_PAYLOAD", null, null);
  }
}
