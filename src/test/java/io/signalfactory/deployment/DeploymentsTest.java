package io.signalfactory.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentsTest {

  private static final Instant AT = Instant.parse("2026-01-14T04:41:38Z");

  private static Deployment deployment(String service, String version, String in, Instant at) {
    return new Deployment(service, version, null, in, at, null);
  }

  @Test
  void aRecordFromBeforeTheDeploymentHasNoVersion() {
    // given
    Deployments deployments = new Deployments(null);
    deployments.put(deployment("orders", "v2", "prod", AT));
    // when
    String before = deployments.version("orders", AT.toEpochMilli() - 1);
    String then = deployments.version("orders", AT.toEpochMilli());
    // then
    assertThat(before).isNull();
    assertThat(then).isEqualTo("v2");
    assertThat(deployments.version("payments", AT.toEpochMilli())).isNull();
  }

  @Test
  void onlyTheConfiguredEnvironmentCounts() {
    // given
    Deployments deployments = new Deployments("prod");
    deployments.put(deployment("orders", "v2", "prod", AT));
    // when
    boolean counts = deployments.put(deployment("orders", "v3", "staging", AT.plusSeconds(60)));
    // then
    assertThat(counts).isFalse();
    assertThat(deployments.version("orders", AT.toEpochMilli() + 120_000)).isEqualTo("v2");
  }

  @Test
  void aRemovedDeploymentIsForgotten() {
    // given
    Deployments deployments = new Deployments(null);
    deployments.put(deployment("orders", "v2", "prod", AT));
    // when
    deployments.remove("orders|prod");
    // then
    assertThat(deployments.version("orders", AT.toEpochMilli())).isNull();
  }

  @ParameterizedTest
  @CsvSource({"-121, false", "-120, true", "0, true", "900, true", "901, false"})
  void whatBeginsSoonAfterADeploymentCameWithIt(long secondsAfter, boolean cameWith) {
    // given
    Deployments deployments = new Deployments(null);
    deployments.put(deployment("orders", "v2", "prod", AT));
    // when
    Deployment behind = deployments.behind("orders", "v2", AT.plusSeconds(secondsAfter));
    // then
    assertThat(behind != null).isEqualTo(cameWith);
  }

  @Test
  void whatAnotherVersionDoesDidNotComeWithTheDeployment() {
    // given
    Deployments deployments = new Deployments(null);
    deployments.put(deployment("orders", "v2", "prod", AT));
    // when
    Deployment behind = deployments.behind("orders", "v1", AT.plusSeconds(1));
    // then
    assertThat(behind).isNull();
    assertThat(deployments.behind("orders", null, AT.plusSeconds(1))).isNotNull();
  }

  @Test
  void isBounded() {
    // given
    Deployments deployments = new Deployments(null);
    for (int i = 0; i < Deployments.MAX_SERVICES; i++) {
      assertThat(deployments.put(deployment("service-" + i, "v", "prod", AT))).isTrue();
    }
    // when
    boolean oneMore = deployments.put(deployment("another", "v", "prod", AT));
    // then
    assertThat(oneMore).isFalse();
    assertThat(deployments.put(deployment("service-7", "w", "prod", AT.plusSeconds(1)))).isTrue();
  }

  @Provide
  Arbitrary<List<Deployment>> reported() {
    return Combinators.combine(
            Arbitraries.of("orders", "payments"),
            Arbitraries.strings().alpha().ofLength(2),
            Arbitraries.of("prod", "staging", "test"),
            Arbitraries.longs().between(0, 20))
        .as(
            (service, version, in, minutes) ->
                deployment(service, version, in, AT.plus(Duration.ofMinutes(minutes))))
        .list()
        .ofMaxSize(12);
  }

  /** Against the plain rule: the latest of each environment, and of these the latest before. */
  @Property
  void theVersionIsThatOfTheLatestDeploymentBefore(@ForAll("reported") List<Deployment> reported) {
    Deployments deployments = new Deployments(null);
    Map<String, Deployment> byKey = new TreeMap<>();
    for (Deployment each : reported) {
      deployments.put(each);
      byKey.put(each.key(), each);
    }
    for (long minute = 0; minute <= 20; minute++) {
      Instant at = AT.plus(Duration.ofMinutes(minute));
      String expected =
          byKey.values().stream()
              .filter(each -> each.service().equals("orders") && !each.deployedAt().isAfter(at))
              .max(
                  Comparator.comparing(Deployment::deployedAt)
                      .thenComparing(Deployment::environment, Comparator.reverseOrder()))
              .map(Deployment::version)
              .orElse(null);
      assertThat(deployments.version("orders", at.toEpochMilli())).isEqualTo(expected);
    }
  }
}
