package io.signalfactory.contract.document;

import io.signalfactory.contract.Slos;
import io.signalfactory.contract.Slos.AnomalyDetection;
import io.signalfactory.contract.Slos.Compliance;
import io.signalfactory.contract.Slos.ConsumerFreshness;
import io.signalfactory.contract.Slos.Freshness;
import io.signalfactory.contract.Slos.Quality;
import io.signalfactory.contract.Slos.Seasonality;
import io.signalfactory.contract.Slos.Sensitivity;
import io.signalfactory.contract.Slos.Volume;
import io.signalfactory.text.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.slos}. */
final class OdcsV1Slos {

  private static final int MAX_CONSUMERS = 100;
  private static final long MAX_DELAY_SECONDS = Duration.ofDays(366).toSeconds();
  private static final long MAX_EVENTS_PER_HOUR = 1_000_000_000_000L;
  private static final int DEFAULT_WINDOW_MINUTES = 60;
  private static final int MAX_WINDOW_MINUTES = 1_440;

  private final List<ConsumerFreshness> consumers = new ArrayList<>();
  private final Map<String, Place> consumerPlaces = new HashMap<>();

  private OdcsV1Slos() {}

  static Slos read(Section spec) {
    Section section =
        spec.optionalSection(
            "slos", "freshness", "consumerSlos", "volume", "compliance", "quality");
    return section == null ? Slos.NONE : new OdcsV1Slos().slos(section);
  }

  private Slos slos(Section section) {
    Freshness freshness = freshness(section);
    readConsumers(section);
    Volume volume = volume(section);
    Rate compliance = rate(section, "compliance");
    Rate quality = rate(section, "quality");
    return new Slos(
        freshness,
        consumers,
        volume,
        compliance == null ? null : new Compliance(compliance.min, compliance.windowMinutes),
        quality == null ? null : new Quality(quality.min, quality.windowMinutes));
  }

  private @Nullable Freshness freshness(Section slos) {
    Section section =
        slos.optionalSection("freshness", "maxDelaySeconds", "warningDelaySeconds", "consumerSlos");
    if (section == null) {
      return null;
    }
    readConsumers(section);
    boolean onlyConsumers =
        section.has("consumerSlos")
            && !section.has("maxDelaySeconds")
            && !section.has("warningDelaySeconds");
    if (onlyConsumers) {
      return null;
    }
    Delays delays = delays(section);
    return delays == null ? null : new Freshness(delays.max, delays.warning);
  }

  private void readConsumers(Section section) {
    for (DocumentNode item : section.items("consumerSlos", MAX_CONSUMERS - consumerPlaces.size())) {
      Section consumer =
          section.item("consumerSlos", item, "consumer", "maxDelaySeconds", "warningDelaySeconds");
      if (consumer != null) {
        readConsumer(consumer);
      }
    }
  }

  private void readConsumer(Section section) {
    String name = section.requiredName("consumer");
    Delays delays = delays(section);
    if (name == null) {
      return;
    }
    Place first = consumerPlaces.putIfAbsent(name, section.placeOf("consumer"));
    if (first != null) {
      section.refuse(
          "consumer",
          "the consumer '%s' is here twice, first in line %d: keep one"
              .formatted(Shown.of(name, 60), first.line()));
    } else if (delays != null) {
      consumers.add(new ConsumerFreshness(name, delays.max, delays.warning));
    }
  }

  private record Delays(Duration max, @Nullable Duration warning) {}

  private static @Nullable Delays delays(Section section) {
    Long max = section.requiredWhole("maxDelaySeconds", 1, MAX_DELAY_SECONDS);
    Long warning = section.optionalWhole("warningDelaySeconds", 1, MAX_DELAY_SECONDS);
    if (max == null) {
      return null;
    }
    if (warning != null && warning >= max) {
      section.refuse(
          "warningDelaySeconds",
          "'warningDelaySeconds' must be below 'maxDelaySeconds', which is %d, is %d"
              .formatted(max, warning));
    }
    return new Delays(
        Duration.ofSeconds(max), warning == null ? null : Duration.ofSeconds(warning));
  }

  private static @Nullable Volume volume(Section slos) {
    Section section =
        slos.optionalSection(
            "volume", "minEventsPerHour", "maxEventsPerHour", "windowMinutes", "anomalyDetection");
    if (section == null) {
      return null;
    }
    Long min = section.optionalWhole("minEventsPerHour", 0, MAX_EVENTS_PER_HOUR);
    Long max = section.optionalWhole("maxEventsPerHour", 0, MAX_EVENTS_PER_HOUR);
    if (min != null && max != null && min > max) {
      section.refuse(
          "minEventsPerHour",
          "'minEventsPerHour' must not be above 'maxEventsPerHour', which is %d, is %d"
              .formatted(max, min));
    }
    return new Volume(min, max, windowMinutes(section), anomalyDetection(section));
  }

  private static @Nullable AnomalyDetection anomalyDetection(Section volume) {
    Section section =
        volume.optionalSection(
            "anomalyDetection", "enabled", "sensitivity", "seasonality", "timeZone", "exceptions");
    if (section == null) {
      return null;
    }
    Sensitivity sensitivity = section.optionalChoice("sensitivity", Sensitivity.class);
    Seasonality seasonality = section.optionalChoice("seasonality", Seasonality.class);
    return new AnomalyDetection(
        section.flag("enabled", true),
        sensitivity == null ? Sensitivity.MEDIUM : sensitivity,
        seasonality == null ? Seasonality.DAILY : seasonality,
        OdcsV1Calendar.timeZone(section),
        OdcsV1Calendar.exceptions(section));
  }

  private record Rate(double min, int windowMinutes) {}

  private static @Nullable Rate rate(Section slos, String key) {
    Section section = slos.optionalSection(key, "minRate", "windowMinutes");
    if (section == null) {
      return null;
    }
    Double min = section.requiredShare("minRate");
    int windowMinutes = windowMinutes(section);
    return min == null ? null : new Rate(min, windowMinutes);
  }

  private static int windowMinutes(Section section) {
    Long minutes = section.optionalWhole("windowMinutes", 1, MAX_WINDOW_MINUTES);
    return minutes == null ? DEFAULT_WINDOW_MINUTES : minutes.intValue();
  }
}
