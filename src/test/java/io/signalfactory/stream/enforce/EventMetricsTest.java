package io.signalfactory.stream.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.gate.Gate;
import io.signalfactory.gate.GateResult;
import io.signalfactory.gate.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventMetricsTest {

  private static final String URN = "urn:dp:orders:created";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private List<String> scraped() {
    return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }

  @Test
  void showsWhatEnforceCounts() {
    // given
    EventMetrics metrics = new EventMetrics(registry);
    GateResult failing = new GateResult(Gate.CONTRACT, Outcome.FAIL, List.of());

    // when
    for (int i = 0; i < 2; i++) {
      metrics.events(URN, Outcome.FAIL).add();
      metrics.judged(List.of(failing));
    }
    metrics.publish();

    // then
    assertThat(scraped())
        .containsExactlyInAnyOrder(
            "signal_factory_events_total{dataset=\"urn:dp:orders:created\",outcome=\"FAIL\"} 2.0",
            "signal_factory_gate_results_total{gate=\"G4\",outcome=\"FAIL\"} 2.0",
            "signal_factory_dead_letters_total 0.0");
  }
}
