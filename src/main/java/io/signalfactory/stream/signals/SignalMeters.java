package io.signalfactory.stream.signals;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.FreshnessDetails;
import io.signalfactory.signal.Judgement;
import io.signalfactory.signal.Measure;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import io.signalfactory.signal.VolumeDetails;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one SIGNALS task as metrics. They are removed when the task moves to another
 * instance, which shows them from then on. While the instance is blind to them they are UNKNOWN and
 * without a value, whatever was judged last.
 */
final class SignalMeters implements AutoCloseable {

  private static final double UNKNOWN = -1;

  private final MeterRegistry registry;
  private final BooleanSupplier blind;
  private final Map<SignalKey, Gauges> shown = new HashMap<>();
  private final Map<DatasetSignal, OpenBreaches> openBreaches = new HashMap<>();

  /**
   * @param blind whether what was judged must not be shown any more; asked at every scrape
   */
  SignalMeters(MeterRegistry registry, BooleanSupplier blind) {
    this.registry = registry;
    this.blind = blind;
  }

  /** The gauges of a signal, until it is {@link #cleared}. */
  Gauges of(SignalKey key) {
    return shown.computeIfAbsent(key, Gauges::new);
  }

  void breach(Breach transition) {
    if (transition.status() == Breach.Status.OPEN) {
      opened(DatasetSignal.of(transition.key())).increment();
    }
  }

  void cleared(SignalKey key) {
    Gauges gone = shown.remove(key);
    if (gone != null) {
      gone.meters.forEach(registry::remove);
      if (gone.open.forget(key)) {
        openBreaches.remove(DatasetSignal.of(key));
        registry.remove(gone.open.gauge);
      }
    }
  }

  private Counter opened(DatasetSignal of) {
    return Counter.builder("signal_factory.breaches")
        .description("Breaches opened")
        .tags(of.tags())
        .register(registry);
  }

  @Override
  public void close() {
    List.copyOf(shown.keySet()).forEach(this::cleared);
  }

  private static double number(State state) {
    return switch (state) {
      case OK -> 0;
      case WARNING -> 1;
      case CRITICAL -> 2;
      case UNKNOWN -> UNKNOWN;
    };
  }

  private static String consumer(SignalKey key) {
    // Prometheus has no null, and a label must be present on all series of a name or on none.
    return key.consumer() == null ? "" : key.consumer();
  }

  private record DatasetSignal(String datasetUrn, Signal signal) {

    static DatasetSignal of(SignalKey key) {
      return new DatasetSignal(key.datasetUrn(), key.signal());
    }

    Tags tags() {
      return Tags.of("dataset", datasetUrn, "signal", signal.label());
    }
  }

  /** How many breaches of a signal are open: the dataset's own and its consumers'. */
  private final class OpenBreaches {
    private final Set<SignalKey> known = new HashSet<>();
    private final Set<SignalKey> open = new HashSet<>();
    private final Gauge gauge;
    private volatile double count;

    private OpenBreaches(DatasetSignal of) {
      this.gauge =
          Gauge.builder("signal_factory_breaches_open", this, breaches -> breaches.count)
              .description("Breaches that are open")
              .tags(of.tags())
              .register(registry);
      // Registered at 0: a counter that first appears at 1 shows no increase to alert on.
      opened(of);
    }

    private void set(SignalKey key, boolean breached) {
      known.add(key);
      if (breached) {
        open.add(key);
      } else {
        open.remove(key);
      }
      count = open.size();
    }

    /** Forgets a signal; returns whether it was the last one. */
    private boolean forget(SignalKey key) {
      set(key, false);
      known.remove(key);
      return known.isEmpty();
    }
  }

  /** One signal's gauges; written by the stream thread, read by scrapes. */
  final class Gauges {
    private final SignalKey key;
    private final OpenBreaches open;
    private boolean breached;
    private volatile double state;
    private volatile double value;
    private volatile FreshnessDetails.@Nullable Lag lag;
    private final List<Meter> meters = new ArrayList<>();

    private Gauges(SignalKey key) {
      this.key = key;
      this.open = openBreaches.computeIfAbsent(DatasetSignal.of(key), OpenBreaches::new);
      open.set(key, false);
      Tags dataset = Tags.of("dataset", key.datasetUrn());
      Tags whole = dataset.and("signal", key.signal().label()).and("consumer", consumer(key));
      gauge(
          "signal_state", "0 OK, 1 WARNING, 2 CRITICAL, -1 UNKNOWN", whole, UNKNOWN, s -> s.state);
      if (key.signal() == Signal.FRESHNESS) {
        gauge(
            "freshness_staleness_seconds",
            "Time since the latest event time",
            dataset.and("consumer", consumer(key)),
            s -> s.value);
        if (key.consumer() == null) {
          lag(dataset, "0.5", FreshnessDetails.Lag::p50);
          lag(dataset, "0.95", FreshnessDetails.Lag::p95);
          lag(dataset, "0.99", FreshnessDetails.Lag::p99);
        }
      } else {
        gauge(valueName(key.signal()), "The observed value", dataset, s -> s.value);
      }
    }

    /** Shows a judgement: everything but what only its details contain. */
    void judged(Judgement judgement, boolean breached) {
      state = number(judgement.state());
      value = value(judgement);
      if (this.breached != breached) {
        this.breached = breached;
        open.set(key, breached);
      }
    }

    private double value(Judgement judgement) {
      // Only a volume state that is not OK may be about another count than the trailing window's.
      boolean other = key.signal() == Signal.VOLUME && judgement.state() != State.OK;
      return value(judgement.observed(), other ? judgement.details() : Map.of());
    }

    private static double value(Measure observed, Map<String, Object> details) {
      Double trailing = VolumeDetails.trailingEvents(details);
      Double value = trailing == null ? observed.value() : trailing;
      return value == null ? Double.NaN : value;
    }

    /** Shows a state as it is stored. */
    void stored(SignalState stored) {
      state = number(stored.state());
      value = value(stored.observed(), stored.details());
      FreshnessDetails.Lag now = FreshnessDetails.lag(stored.details());
      if (!Objects.equals(lag, now)) {
        lag = now;
      }
      breached = stored.breachId() != null;
      open.set(key, breached);
    }

    private void lag(
        Tags dataset, String quantile, ToDoubleFunction<FreshnessDetails.Lag> reading) {
      gauge(
          "freshness_lag_seconds",
          "Time from an event to its arrival, of the arrivals of the last hour",
          dataset.and("quantile", quantile),
          s -> s.lag == null ? Double.NaN : reading.applyAsDouble(s.lag));
    }

    private static String valueName(Signal signal) {
      return switch (signal) {
        case VOLUME -> "volume_events";
        case COMPLIANCE -> "compliance_ratio";
        case QUALITY -> "quality_ratio";
        case FRESHNESS -> "freshness_staleness_seconds";
      };
    }

    private void gauge(
        String name, String description, Tags tags, ToDoubleFunction<Gauges> reading) {
      gauge(name, description, tags, Double.NaN, reading);
    }

    private void gauge(
        String name,
        String description,
        Tags tags,
        double whenBlind,
        ToDoubleFunction<Gauges> reading) {
      ToDoubleFunction<Gauges> shown =
          gauges -> blind.getAsBoolean() ? whenBlind : reading.applyAsDouble(gauges);
      meters.add(
          Gauge.builder("signal_factory_" + name, this, shown)
              .description(description)
              .tags(tags)
              .register(registry));
    }
  }
}
