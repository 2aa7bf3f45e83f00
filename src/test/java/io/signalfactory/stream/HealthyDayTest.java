package io.signalfactory.stream;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.Slos;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A day in which nothing is wrong but with us: traffic that follows the hour of the day, arrives by
 * chance, some of it late, a little of it bad, while this application restarts three times, once
 * for three hours.
 */
class HealthyDayTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final int PARTITIONS = 4;
  private static final int DAY_SECONDS = 86_400;
  private static final int BUSIEST_HOUR = 14;
  private static final int MOST_EVENTS_AN_HOUR = 2_400;
  private static final int FEWEST_EVENTS_AN_HOUR = 600;

  // Between a quiet hour's 600 and a busy one's 2,400 events, give or take five times the deviation
  // of a Poisson process; a second's silence at 600 an hour has a chance of exp(-1/6).
  private static final Slos SLOS =
      new Slos(
          new Slos.Freshness(Duration.ofSeconds(180), Duration.ofSeconds(150)),
          List.of(new Slos.ConsumerFreshness("dashboard", Duration.ofSeconds(140), null)),
          new Slos.Volume(475L, 2_650L, 60, null),
          new Slos.Compliance(0.98, 60),
          new Slos.Quality(0.98, 60));

  @TempDir private File folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aHealthyDayWithThreeRestartsOpensNoBreach(long seed) {
    // given
    SimulatedCluster cluster =
        new SimulatedCluster(PARTITIONS, 1, true, START.toEpochMilli(), folder);
    cluster.catalog().apply(orders());
    Traffic traffic = new Traffic(new Random(seed));
    startAll(cluster);
    // when
    for (int second = 1; second <= DAY_SECONDS; second++) {
      switch (second) {
        case 4 * 3_600 + 1_234 -> killAll(cluster);
        case 4 * 3_600 + 1_264, 12 * 3_600 + 600, 20 * 3_600 + 600 -> startAll(cluster);
        case 9 * 3_600 + 600 -> stopAll(cluster);
        case 20 * 3_600 + 30 -> cluster.enforce(2).kill();
        default -> {
          // goes on as it is
        }
      }
      traffic.send(cluster, START.plusSeconds(second).toEpochMilli());
      cluster.step(START.plusSeconds(second).toEpochMilli());
      commitAll(cluster);
    }
    // then
    List<SimulatedCluster.Round> rounds = cluster.signals(0).rounds();
    assertThat(rounds)
        .flatExtracting(SimulatedCluster.Round::breaches)
        .extracting(Breach::summary)
        .isEmpty();
    assertThat(traffic.sent).isBetween(30_000, 40_000);
    assertThat(rounds)
        .flatExtracting(SimulatedCluster.Round::states)
        .extracting(state -> state.state())
        .contains(State.OK)
        .doesNotContain(State.CRITICAL, State.WARNING);
    judgesEveryHour(rounds);
  }

  /** Without this, an application that judges nothing would pass. */
  private static void judgesEveryHour(List<SimulatedCluster.Round> rounds) {
    Set<String> judged = new HashSet<>();
    for (SimulatedCluster.Round round : rounds) {
      for (SignalState state : round.states()) {
        if (state.details().get("last_hour") instanceof Map<?, ?> hour) {
          judged.add(String.valueOf(hour.get("start")));
        }
      }
    }
    // The first hour was not seen whole; those in the outage are judged at once after it, of which
    // the last is told.
    assertThat(judged)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 22)
                .filter(hour -> hour < 9 || hour > 10)
                .mapToObj("2026-03-02T%02d:00:00.000Z"::formatted)
                .toList());
    assertThat(rounds.get(rounds.size() - 1).nowMs())
        .isEqualTo(START.plusSeconds(DAY_SECONDS).toEpochMilli());
  }

  private static Contract orders() {
    return contract("urn:dp:shop:orders")
        .topic(SimulatedCluster.TOPIC)
        .required("id", FieldType.STRING)
        .optional("event_time", FieldType.TIMESTAMP)
        .optional("amount", FieldType.NUMBER)
        .rule("positive", "amount > 0")
        .slos(SLOS)
        .build();
  }

  private static void startAll(SimulatedCluster cluster) {
    for (int p = 0; p < PARTITIONS; p++) {
      cluster.enforce(p).start();
    }
    cluster.signals(0).start();
  }

  private static void stopAll(SimulatedCluster cluster) {
    for (int p = 0; p < PARTITIONS; p++) {
      cluster.enforce(p).stop();
    }
    cluster.signals(0).stop();
  }

  private static void killAll(SimulatedCluster cluster) {
    for (int p = 0; p < PARTITIONS; p++) {
      cluster.enforce(p).kill();
    }
    cluster.signals(0).kill();
  }

  private static void commitAll(SimulatedCluster cluster) {
    for (int p = 0; p < PARTITIONS; p++) {
      cluster.enforce(p).commit();
    }
    cluster.signals(0).commit();
  }

  /** Orders as they are placed, and as they arrive. */
  private static final class Traffic {

    private final Random random;
    private final PriorityQueue<Order> onTheWay = new PriorityQueue<>();
    private double nextAtMs = START.toEpochMilli();
    private int sent;

    private Traffic(Random random) {
      this.random = random;
      placeNext();
    }

    private record Order(long arrivesAtMs, long placedAtMs) implements Comparable<Order> {
      @Override
      public int compareTo(Order other) {
        return Long.compare(arrivesAtMs, other.arrivesAtMs);
      }
    }

    private void send(SimulatedCluster cluster, long nowMs) {
      while (nextAtMs <= nowMs) {
        onTheWay.add(new Order((long) nextAtMs + delayMs(), (long) nextAtMs));
        placeNext();
      }
      List<Order> arriving = new ArrayList<>();
      while (!onTheWay.isEmpty() && onTheWay.peek().arrivesAtMs() <= nowMs) {
        arriving.add(onTheWay.poll());
      }
      for (Order order : arriving) {
        // One failure in the first 20 events would be 5 % of the window, which the contract
        // forbids.
        boolean faultless = sent < 200;
        String amount = !faultless && random.nextInt(1_000) < 3 ? "-1" : "19.9";
        String id = !faultless && random.nextInt(1_000) < 2 ? "" : "\"id\":\"o-" + sent + "\",";
        String value =
            "{%s\"event_time\":\"%s\",\"amount\":%s}"
                .formatted(id, Instant.ofEpochMilli(order.placedAtMs()), amount);
        cluster.append(
            random.nextInt(PARTITIONS),
            new SimulatedCluster.RawEvent(
                nowMs,
                value.getBytes(StandardCharsets.UTF_8),
                Map.of("x-obs-producer-service", "orders-svc", "x-obs-producer-version", "v1")));
        sent++;
      }
    }

    private void placeNext() {
      double anHour = eventsAnHour((long) nextAtMs);
      nextAtMs += -Math.log(1 - random.nextDouble()) * 3_600_000 / anHour;
    }

    /** Most in the afternoon, fewest twelve hours apart. */
    private static double eventsAnHour(long atMs) {
      double hour = (atMs - START.toEpochMilli()) / 3_600_000.0;
      double share = (1 + Math.cos((hour - BUSIEST_HOUR) * Math.PI / 12)) / 2;
      return FEWEST_EVENTS_AN_HOUR + share * (MOST_EVENTS_AN_HOUR - FEWEST_EVENTS_AN_HOUR);
    }

    /** A second or so; one in fifty some minutes. */
    private long delayMs() {
      double median = random.nextInt(50) == 0 ? 240_000 : 1_000;
      return (long) (median * Math.exp(random.nextGaussian() * 0.7));
    }
  }
}
