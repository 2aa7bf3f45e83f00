package io.signalfactory.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineCountsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";
  private static final String FETCH = "org.apache.kafka.clients.consumer.internals.FetchCollector";

  private static final Pattern COUNT = Pattern.compile("Logged (\\d+) times more");

  private final LineCounts counts = new LineCounts();
  private final List<String> log = new ArrayList<>();

  private void hear(String logger, String message, Instant now) {
    LineCounts.Instead instead = counts.heard(LineKind.of(logger, message, null), message, now);
    if (instead.itself()) {
      log.add(message);
    }
    if (instead.other() != null) {
      log.add(instead.other());
    }
  }

  @Test
  void aBrokerThatIsAwayIsOneLineThenOnePerMinuteWhoeverSaysSo() {
    // when: four clients try each second, for three minutes and a half
    for (int second = 0; second < 210; second++) {
      Instant now = NOON.plusSeconds(second);
      hear(
          CLIENT,
          "[Consumer clientId=a-1f2e3d4c-StreamThread-1, groupId=g] Connection to node 3"
              + " (/10.0.0.7:9092) could not be established. Node may not be available.",
          now);
      hear(
          CLIENT,
          "[Producer clientId=a, transactionalId=t-1] Connection to node -1 (10.0.0.7/10.0.0.7:9092)"
              + " could not be established. Node may not be available.",
          now);
      hear(
          CLIENT,
          "[AdminClient clientId=adminclient-3] Bootstrap broker 10.0.0.7:9092 (id: -1 rack: null"
              + " isFenced: false) disconnected",
          now);
      log.addAll(counts.due(now));
    }
    // then
    assertThat(log).hasSize(4).first().isEqualTo("Broker 10.0.0.7:9092 does not answer");
    assertThat(log.subList(1, 4))
        .extracting(line -> line.substring(0, line.indexOf(" (")))
        .containsExactly(
            "Broker 10.0.0.7:9092 has not answered for 60 s",
            "Broker 10.0.0.7:9092 has not answered for 120 s",
            "Broker 10.0.0.7:9092 has not answered for 180 s");
  }

  @Test
  void theEndIsToldOnce() {
    // given
    String away = "Connection to node 1 (b-2/10.0.0.8:9094) could not be established.";
    hear(CLIENT, away, NOON);
    hear(CLIENT, away, NOON.plusSeconds(21));
    // when
    for (int second = 22; second < 300; second++) {
      log.addAll(counts.due(NOON.plusSeconds(second)));
    }
    // then
    assertThat(log)
        .containsExactly(
            "Broker b-2:9094 does not answer",
            "Broker b-2:9094 is not missed any more; it did not answer for 21 s");
  }

  @Test
  void aFloodOfOneKindIsOneLineAndACountPerMinute() {
    // when: each line has another number in it
    for (int i = 0; i < 90_000; i++) {
      Instant now = NOON.plusMillis(i);
      hear(FETCH, "[Consumer clientId=c, groupId=null] unknown topic in fetch " + i, now);
      log.addAll(counts.due(now));
    }
    // then
    assertThat(log)
        .containsExactly(
            "[Consumer clientId=c, groupId=null] unknown topic in fetch 0",
            "Logged 60000 times more within 60 s and left out: [Consumer clientId=c, groupId=null]"
                + " unknown topic in fetch 0");
  }

  @Test
  void linesOfDifferentKindsAllPass() {
    // given
    List<String> different =
        List.of(
            "[Consumer clientId=c] Offset commit failed on partition raw.a-0",
            "[Consumer clientId=c] Offset commit failed on partition raw.b-0",
            "[Consumer clientId=c] Connection to node 1 (/10.0.0.7:9092) failed authentication");
    // when
    different.forEach(line -> hear(CLIENT, line, NOON));
    // then
    assertThat(log).isEqualTo(different);
  }

  /** Whatever is heard when: each line was logged or counted. */
  @Property
  void noLineIsLost(@ForAll @Size(max = 200) List<@IntRange(min = 0, max = 5) Integer> heard) {
    // given
    LineCounts fresh = new LineCounts();
    long passed = 0;
    long counted = 0;
    Instant now = NOON;
    // when
    for (int kind : heard) {
      now = now.plusSeconds(7L * kind);
      String message = "line of kind " + (char) ('a' + kind);
      if (fresh.heard(LineKind.of(FETCH, message, null), message, now).itself()) {
        passed++;
      }
      counted += sum(fresh.due(now));
    }
    counted += sum(fresh.due(now.plus(LineCounts.EVERY)));
    // then
    assertThat(passed + counted).isEqualTo(heard.size());
  }

  private static long sum(List<String> lines) {
    return lines.stream()
        .map(COUNT::matcher)
        .filter(Matcher::find)
        .mapToLong(count -> Long.parseLong(count.group(1)))
        .sum();
  }
}
