package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Measure;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The metrics as a scrape shows them: names and labels are part of the product's contract. */
class SignalMetersTest {

  private static final String URN = "urn:dp:orders:created";
  private static final Instant NOW = Instant.parse("2026-01-14T12:34:56.789Z");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private static SignalState state(
      Signal signal, @Nullable String consumer, State state, double value, boolean breached) {
    return new SignalState(
        new SignalKey(URN, signal, consumer),
        state,
        new Measure(value, Measure.Unit.SECONDS),
        null,
        null,
        NOW,
        NOW,
        breached ? "brc-00000000000000000000000000" : null,
        "because",
        Map.of("lag_seconds", Map.of("p50", 2L, "p95", 90L, "p99", 3_600L)));
  }

  private static void show(SignalMeters meters, SignalState state) {
    meters.of(state.key()).stored(state);
  }

  private static Breach opened(Signal signal) {
    return new Breach(
        "brc-00000000000000000000000000",
        Breach.Status.OPEN,
        State.CRITICAL,
        new SignalKey(URN, signal, null),
        "orders-team",
        1,
        "3",
        new Measure(0.5, Measure.Unit.RATIO),
        null,
        null,
        NOW,
        NOW,
        NOW,
        null,
        "half of it fails",
        List.of(),
        List.of());
  }

  @Test
  void volumeIsThatOfTheTrailingWindowAlsoWhereAnHourIsWhatIsTold() {
    // given
    SignalState anHour =
        new SignalState(
            new SignalKey(URN, Signal.VOLUME, null),
            State.WARNING,
            new Measure(41.0, Measure.Unit.EVENTS),
            null,
            null,
            NOW,
            NOW,
            null,
            "41 events so far this hour",
            Map.of("trailing_events", 977L));
    // when
    show(new SignalMeters(registry, () -> blind), anHour);
    // then
    assertThat(scraped()).contains("signal_factory_volume_events{dataset=\"" + URN + "\"} 977.0");
  }

  private boolean blind;

  private List<String> scraped() {
    return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }

  @Test
  void showsEverySignalWithItsValueAndItsBreaches() {
    // given
    SignalMeters meters = new SignalMeters(registry, () -> blind);
    show(meters, state(Signal.FRESHNESS, null, State.OK, 250, false));
    show(meters, state(Signal.FRESHNESS, "exec-dashboard", State.CRITICAL, 250, true));
    show(meters, state(Signal.VOLUME, null, State.WARNING, 1042, false));
    show(meters, state(Signal.COMPLIANCE, null, State.UNKNOWN, 0.75, true));

    // when
    meters.breach(opened(Signal.COMPLIANCE));

    // then
    String dataset = "dataset=\"urn:dp:orders:created\"";
    assertThat(scraped())
        .containsExactlyInAnyOrder(
            "signal_factory_freshness_staleness_seconds{consumer=\"\"," + dataset + "} 250.0",
            "signal_factory_freshness_staleness_seconds{consumer=\"exec-dashboard\","
                + dataset
                + "} 250.0",
            "signal_factory_freshness_lag_seconds{" + dataset + ",quantile=\"0.5\"} 2.0",
            "signal_factory_freshness_lag_seconds{" + dataset + ",quantile=\"0.95\"} 90.0",
            "signal_factory_freshness_lag_seconds{" + dataset + ",quantile=\"0.99\"} 3600.0",
            "signal_factory_volume_events{" + dataset + "} 1042.0",
            "signal_factory_compliance_ratio{" + dataset + "} 0.75",
            state("", "freshness", 0),
            state("exec-dashboard", "freshness", 2),
            state("", "volume", 1),
            state("", "compliance", -1),
            "signal_factory_breaches_open{" + dataset + ",signal=\"freshness\"} 1.0",
            "signal_factory_breaches_open{" + dataset + ",signal=\"volume\"} 0.0",
            "signal_factory_breaches_open{" + dataset + ",signal=\"compliance\"} 1.0",
            "signal_factory_breaches_total{" + dataset + ",signal=\"freshness\"} 0.0",
            "signal_factory_breaches_total{" + dataset + ",signal=\"volume\"} 0.0",
            "signal_factory_breaches_total{" + dataset + ",signal=\"compliance\"} 1.0");
  }

  @Test
  void showsNoStateAndNoValueThatNobodyCanVouchFor() {
    // given
    SignalMeters meters = new SignalMeters(registry, () -> blind);
    show(meters, state(Signal.FRESHNESS, null, State.OK, 250, false));
    show(meters, state(Signal.VOLUME, null, State.CRITICAL, 1042, true));

    // when
    blind = true;

    // then
    String dataset = "dataset=\"urn:dp:orders:created\"";
    assertThat(scraped())
        .contains(
            "signal_factory_freshness_staleness_seconds{consumer=\"\"," + dataset + "} NaN",
            "signal_factory_freshness_lag_seconds{" + dataset + ",quantile=\"0.5\"} NaN",
            "signal_factory_volume_events{" + dataset + "} NaN",
            state("", "freshness", -1),
            state("", "volume", -1),
            // What is open stays open.
            "signal_factory_breaches_open{" + dataset + ",signal=\"volume\"} 1.0");
  }

  @Test
  void showsNoLagOfADatasetWhoseEventsHaveNoTime() {
    // given
    SignalState silent =
        new SignalState(
            new SignalKey(URN, Signal.FRESHNESS, null),
            State.OK,
            new Measure(null, Measure.Unit.SECONDS),
            null,
            null,
            NOW,
            NOW,
            null,
            "because",
            Map.of("late_events", 0L));

    // when
    show(new SignalMeters(registry, () -> blind), silent);

    // then
    assertThat(scraped())
        .contains(
            "signal_factory_freshness_lag_seconds{dataset=\"%s\",quantile=\"0.5\"} NaN"
                .formatted(URN));
  }

  @Test
  void aTaskThatLeavesTakesItsGaugesAlong() {
    // given
    SignalMeters meters = new SignalMeters(registry, () -> blind);
    show(meters, state(Signal.FRESHNESS, null, State.OK, 250, true));
    show(meters, state(Signal.FRESHNESS, "exec-dashboard", State.CRITICAL, 250, true));

    // when
    meters.close();

    // then
    assertThat(scraped())
        .containsExactly(
            "signal_factory_breaches_total{dataset=\"urn:dp:orders:created\",signal=\"freshness\"}"
                + " 0.0");
  }

  private static String state(String consumer, String signal, int number) {
    return "signal_factory_signal_state{consumer=\"%s\",dataset=\"%s\",signal=\"%s\"} %d.0"
        .formatted(consumer, URN, signal, number);
  }
}
