package io.signalfactory.contract.document;

import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.Match;
import io.signalfactory.text.Shown;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.dataset}. */
final class OdcsV1Dataset {

  private static final Pattern URN = Pattern.compile("urn:dp:[a-z0-9._-]+:[a-z0-9._-]+");
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]+");
  private static final int MAX_TOPIC = 249;

  private static final long MAX_FUTURE_TOLERANCE_SECONDS = Duration.ofDays(1).toSeconds();

  /** Hourly totals are stored for this long. */
  private static final long MAX_LATE_RETENTION_HOURS = Duration.ofDays(35).toHours();

  private static final long MAX_GRACE_SECONDS = Duration.ofDays(1).toSeconds();

  private OdcsV1Dataset() {}

  /** Reads the section; null if the URN or the topic is missing or wrong. */
  static @Nullable DatasetSelector read(Section spec) {
    Section section =
        spec.requiredSection(
            "dataset",
            "urn",
            "topic",
            "match",
            "eventTime",
            "producer",
            "futureToleranceSeconds",
            "lateRetentionHours",
            "graceSeconds");
    if (section == null) {
      return null;
    }
    String urn = urn(section);
    String topic = topic(section);
    Match match = match(section);
    FieldPath eventTime = section.optionalPath("eventTime");
    String producer = section.optionalName("producer");
    Long tolerance =
        section.optionalWhole("futureToleranceSeconds", 0, MAX_FUTURE_TOLERANCE_SECONDS);
    Long retention = section.optionalWhole("lateRetentionHours", 1, MAX_LATE_RETENTION_HOURS);
    Long grace = section.optionalWhole("graceSeconds", 0, MAX_GRACE_SECONDS);
    if (urn == null || topic == null) {
      return null;
    }
    return new DatasetSelector(
        urn,
        topic,
        match,
        eventTime,
        producer,
        tolerance == null
            ? DatasetSelector.DEFAULT_FUTURE_TOLERANCE
            : Duration.ofSeconds(tolerance),
        retention == null ? DatasetSelector.DEFAULT_LATE_RETENTION : Duration.ofHours(retention),
        grace == null ? DatasetSelector.DEFAULT_GRACE : Duration.ofSeconds(grace));
  }

  private static @Nullable String urn(Section section) {
    String urn = section.requiredName("urn");
    if (urn != null && !URN.matcher(urn).matches()) {
      section.refuse(
          "urn",
          "'urn' must be urn:dp:<domain>:<name> in lower-case letters, digits, '.', '_' and '-',"
              + " is '%s'".formatted(Shown.of(urn, 80)));
      return null;
    }
    return urn;
  }

  private static @Nullable String topic(Section section) {
    String topic = section.requiredName("topic");
    if (topic == null) {
      return null;
    }
    if (!TOPIC.matcher(topic).matches()
        || topic.length() > MAX_TOPIC
        || topic.equals(".")
        || topic.equals("..")) {
      section.refuse(
          "topic",
          "'topic' must be a Kafka topic's name: 1 to %d letters, digits, '.', '_' or '-', and not"
                  .formatted(MAX_TOPIC)
              + " '.' or '..'; is '%s'".formatted(Shown.of(topic, 80)));
      return null;
    }
    return topic;
  }

  private static @Nullable Match match(Section dataset) {
    Section section = dataset.optionalSection("match", "field", "header", "equals");
    if (section == null) {
      return null;
    }
    String equalTo = section.requiredLiteral("equals");
    FieldPath field = section.optionalPath("field");
    String header = section.optionalName("header");
    if (section.has("field") == section.has("header")) {
      section
          .problems()
          .add(
              section.place(),
              "'match' needs either 'field' or 'header', has "
                  + (section.has("field") ? "both" : "neither"));
      return null;
    }
    if (equalTo == null) {
      return null;
    }
    if (field != null) {
      return new Match.ByField(field, equalTo);
    }
    return header == null ? null : new Match.ByHeader(header, equalTo);
  }
}
