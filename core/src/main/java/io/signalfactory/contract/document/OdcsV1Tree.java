package io.signalfactory.contract.document;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.contract.Field;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldSet;
import io.signalfactory.contract.Match;
import io.signalfactory.contract.QualityRule;
import io.signalfactory.contract.QualityRule.Condition;
import io.signalfactory.contract.QualityRule.Scope;
import io.signalfactory.contract.QualityRule.Severity;
import io.signalfactory.contract.QualityRule.Unique;
import io.signalfactory.contract.SchemaReference;
import io.signalfactory.contract.Slos;
import io.signalfactory.time.TimeFormat;
import io.signalfactory.time.TimeSpan;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contract as a document of the dialect {@code odcs/v1}: maps, lists, text, whole numbers,
 * doubles and booleans. Keys are in the order in which people write them, and many default values
 * are left out.
 */
final class OdcsV1Tree {

  private OdcsV1Tree() {}

  static Map<String, Object> of(Contract contract) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", contract.name());
    metadata.put("version", contract.version());
    metadata.put("owner", contract.owner());
    metadata.put("tier", (long) contract.tier());

    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("dataset", dataset(contract.dataset()));
    putUnlessEmpty(spec, "schema", schema(contract.schema()));
    spec.put("fields", fields(contract.fields()));
    if (!contract.rules().isEmpty()) {
      spec.put(
          "quality", Map.of("rules", contract.rules().stream().map(OdcsV1Tree::rule).toList()));
    }
    putUnlessEmpty(spec, "slos", slos(contract.slos()));

    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", OdcsV1.API_VERSION);
    document.put("kind", OdcsV1.KIND);
    document.put("metadata", metadata);
    document.put("spec", spec);
    return document;
  }

  private static Map<String, Object> dataset(DatasetSelector dataset) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("urn", dataset.urn());
    tree.put("topic", dataset.topic());
    if (dataset.match() != null) {
      tree.put("match", match(dataset.match()));
    }
    putUnlessNull(
        tree, "eventTime", dataset.eventTime() == null ? null : dataset.eventTime().toString());
    putUnlessNull(tree, "producer", dataset.producer());
    if (!dataset.futureTolerance().equals(DatasetSelector.DEFAULT_FUTURE_TOLERANCE)) {
      tree.put("futureToleranceSeconds", dataset.futureTolerance().toSeconds());
    }
    if (!dataset.lateRetention().equals(DatasetSelector.DEFAULT_LATE_RETENTION)) {
      tree.put("lateRetentionHours", dataset.lateRetention().toHours());
    }
    if (!dataset.grace().equals(DatasetSelector.DEFAULT_GRACE)) {
      tree.put("graceSeconds", dataset.grace().toSeconds());
    }
    return tree;
  }

  private static Map<String, Object> match(Match match) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (match instanceof Match.ByField byField) {
      tree.put("field", byField.field().toString());
    } else if (match instanceof Match.ByHeader byHeader) {
      tree.put("header", byHeader.header());
    }
    tree.put("equals", match.equalTo());
    return tree;
  }

  private static Map<String, Object> schema(SchemaReference schema) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!schema.equals(SchemaReference.ABSENT)) {
      tree.put("registry", label(schema.registry()));
      putUnlessNull(tree, "subject", schema.subject());
      putUnlessNull(
          tree, "version", schema.version() == null ? null : schema.version().longValue());
      putUnlessNull(
          tree,
          "compatibility",
          schema.compatibility() == null ? null : schema.compatibility().name());
    }
    return tree;
  }

  private static Map<String, Object> fields(FieldSet fields) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("additional", label(fields.additional()));
    putUnlessEmpty(
        tree,
        "required",
        fields.declared().stream().filter(Field::required).map(OdcsV1Tree::field).toList());
    putUnlessEmpty(
        tree,
        "optional",
        fields.declared().stream()
            .filter(field -> !field.required())
            .map(OdcsV1Tree::field)
            .toList());
    return tree;
  }

  private static Map<String, Object> field(Field field) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", field.path().toString());
    tree.put("type", field.type().label());
    if (field.format() != TimeFormat.RFC3339) {
      tree.put("format", field.format().label());
    }
    putUnlessNull(tree, "description", field.description());
    if (field.nullable()) {
      tree.put("nullable", true);
    }
    if (field.pii()) {
      tree.put("pii", true);
    }
    return tree;
  }

  private static Map<String, Object> rule(QualityRule rule) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", rule.name());
    putUnlessNull(tree, "dimension", rule.dimension() == null ? null : label(rule.dimension()));
    if (rule instanceof Condition condition) {
      tree.put("expression", condition.expression());
      if (condition.nullFails()) {
        tree.put("nullFails", true);
      }
    } else if (rule instanceof Unique unique) {
      tree.put("unique", unique.fields().stream().map(FieldPath::toString).toList());
      tree.put("within", TimeSpan.format(unique.within()));
      if (unique.scope() != Scope.PARTITION) {
        tree.put("scope", label(unique.scope()));
      }
    }
    if (rule.severity() != Severity.FAIL) {
      tree.put("severity", label(rule.severity()));
    }
    return tree;
  }

  private static Map<String, Object> slos(Slos slos) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (slos.freshness() != null) {
      Map<String, Object> freshness = new LinkedHashMap<>();
      putDelays(freshness, slos.freshness().maxDelay(), slos.freshness().warningDelay());
      tree.put("freshness", freshness);
    }
    List<Object> consumers = new ArrayList<>();
    for (Slos.ConsumerFreshness consumer : slos.consumers()) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("consumer", consumer.consumer());
      putDelays(item, consumer.maxDelay(), consumer.warningDelay());
      consumers.add(item);
    }
    putUnlessEmpty(tree, "consumerSlos", consumers);
    if (slos.volume() != null) {
      tree.put("volume", volume(slos.volume()));
    }
    if (slos.compliance() != null) {
      tree.put("compliance", rate(slos.compliance().minRate(), slos.compliance().windowMinutes()));
    }
    if (slos.quality() != null) {
      tree.put("quality", rate(slos.quality().minRate(), slos.quality().windowMinutes()));
    }
    return tree;
  }

  private static void putDelays(
      Map<String, Object> tree, Duration maxDelay, @Nullable Duration warningDelay) {
    tree.put("maxDelaySeconds", maxDelay.toSeconds());
    putUnlessNull(
        tree, "warningDelaySeconds", warningDelay == null ? null : warningDelay.toSeconds());
  }

  private static Map<String, Object> volume(Slos.Volume volume) {
    Map<String, Object> tree = new LinkedHashMap<>();
    putUnlessNull(tree, "minEventsPerHour", volume.minEventsPerHour());
    putUnlessNull(tree, "maxEventsPerHour", volume.maxEventsPerHour());
    tree.put("windowMinutes", (long) volume.windowMinutes());
    Slos.AnomalyDetection detection = volume.anomalyDetection();
    if (detection != null) {
      Map<String, Object> anomalies = new LinkedHashMap<>();
      anomalies.put("enabled", detection.enabled());
      anomalies.put("sensitivity", label(detection.sensitivity()));
      anomalies.put("seasonality", label(detection.seasonality()));
      if (!detection.timeZone().equals(Slos.AnomalyDetection.DEFAULT_TIME_ZONE)) {
        anomalies.put("timeZone", detection.timeZone().getId());
      }
      putUnlessEmpty(
          anomalies,
          "exceptions",
          detection.exceptions().stream().map(LocalDate::toString).toList());
      tree.put("anomalyDetection", anomalies);
    }
    return tree;
  }

  private static Map<String, Object> rate(double minRate, int windowMinutes) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("minRate", minRate);
    tree.put("windowMinutes", (long) windowMinutes);
    return tree;
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void putUnlessNull(Map<String, Object> tree, String key, @Nullable Object value) {
    if (value != null) {
      tree.put(key, value);
    }
  }

  private static void putUnlessEmpty(Map<String, Object> tree, String key, List<?> value) {
    if (!value.isEmpty()) {
      tree.put(key, value);
    }
  }

  private static void putUnlessEmpty(Map<String, Object> tree, String key, Map<String, ?> value) {
    if (!value.isEmpty()) {
      tree.put(key, value);
    }
  }
}
