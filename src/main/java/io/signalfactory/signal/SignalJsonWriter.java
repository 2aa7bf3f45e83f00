package io.signalfactory.signal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.Sample;
import io.signalfactory.tally.Window;
import io.signalfactory.time.Rfc3339Writer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes states and breaches as JSON objects. */
final class SignalJsonWriter {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;
  private final boolean exponents;

  private SignalJsonWriter(JsonGenerator json, boolean exponents) {
    this.json = json;
    this.exponents = exponents;
  }

  /**
   * Writes into a larger document, as a tree read from the value of the record would be written:
   * very small and very large numbers have an exponent.
   */
  static SignalJsonWriter into(JsonGenerator json) {
    return new SignalJsonWriter(json, true);
  }

  static byte[] write(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      content.writeTo(new SignalJsonWriter(json, false));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  void state(SignalState state) throws IOException {
    json.writeStartObject();
    key(state.key());
    json.writeStringField("state", state.state().name());
    measured(state.observed(), state.threshold(), state.window());
    time("since", state.since());
    time("updated_at", state.updatedAt());
    text("breach_id", state.breachId());
    json.writeStringField("reason", state.reason());
    json.writeFieldName("details");
    any(state.details());
    json.writeEndObject();
  }

  void breach(Breach breach) throws IOException {
    json.writeStartObject();
    json.writeStringField("breach_id", breach.breachId());
    json.writeStringField("status", breach.status().name());
    json.writeStringField("severity", breach.severity().name());
    key(breach.key());
    text("owner", breach.owner());
    json.writeFieldName("tier");
    if (breach.tier() == null) {
      json.writeNull();
    } else {
      json.writeNumber(breach.tier());
    }
    text("contract_version", breach.contractVersion());
    measured(breach.observed(), breach.threshold(), breach.window());
    time("opened_at", breach.openedAt());
    time("detected_at", breach.detectedAt());
    time("updated_at", breach.updatedAt());
    time("resolved_at", breach.resolvedAt());
    json.writeStringField("summary", breach.summary());
    json.writeArrayFieldStart("causes");
    for (Cause cause : breach.causes()) {
      cause(cause);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("affected_consumers");
    for (String consumer : breach.affectedConsumers()) {
      json.writeString(consumer);
    }
    json.writeEndArray();
    if (breach.deployment() != null) {
      deployment(breach.deployment());
    }
    json.writeEndObject();
  }

  void openBreach(OpenBreach open) throws IOException {
    json.writeStartObject();
    json.writeNumberField("format", SignalJsonReader.OPEN_BREACH_FORMAT);
    json.writeFieldName("breach");
    breach(open.breach());
    time("healthy_since", open.healthySince());
    time("last_said_at", open.lastPublishedAt());
    time("last_checked_at", open.lastCheckedAt());
    json.writeEndObject();
  }

  void transition(Transition transition) throws IOException {
    json.writeStartObject();
    json.writeNumberField("format", SignalJsonReader.TRANSITION_FORMAT);
    json.writeNumberField("number", transition.number());
    json.writeFieldName("breach");
    breach(transition.breach());
    json.writeEndObject();
  }

  private void key(SignalKey key) throws IOException {
    json.writeStringField("dataset_urn", key.datasetUrn());
    json.writeStringField("signal", key.signal().label());
    text("consumer", key.consumer());
  }

  private void measured(Measure observed, @Nullable Threshold threshold, @Nullable Window window)
      throws IOException {
    json.writeObjectFieldStart("observed");
    json.writeFieldName("value");
    if (observed.value() == null) {
      json.writeNull();
    } else {
      decimal(observed.value());
    }
    json.writeStringField("unit", observed.unit().label());
    json.writeEndObject();

    json.writeFieldName("threshold");
    if (threshold == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      limit("warning", threshold.warning());
      limit("critical", threshold.critical());
      limit("minimum", threshold.minimum());
      limit("maximum", threshold.maximum());
      json.writeEndObject();
    }

    json.writeFieldName("window");
    if (window == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      time("start", window.start());
      time("end", window.end());
      json.writeEndObject();
    }
  }

  private void cause(Cause cause) throws IOException {
    CauseKey key = cause.key();
    json.writeStartObject();
    text("service", key.service());
    text("version", key.version());
    json.writeStringField("gate", key.gate());
    json.writeStringField("code", key.code());
    text("field", key.field());
    text("rule", key.rule());
    json.writeNumberField("count", cause.count());
    json.writeFieldName("share");
    decimal(cause.share());
    time("first_seen", cause.firstSeen());
    Sample sample = cause.sample();
    json.writeObjectFieldStart("sample");
    json.writeStringField("topic", sample.topic());
    json.writeNumberField("partition", sample.partition());
    json.writeNumberField("offset", sample.offset());
    json.writeStringField("evidence_id", sample.evidenceId());
    text("trace_id", sample.traceId());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void deployment(Deployment deployment) throws IOException {
    json.writeObjectFieldStart("deployment");
    json.writeStringField("service", deployment.service());
    json.writeStringField("version", deployment.version());
    text("git_sha", deployment.gitSha());
    json.writeStringField("environment", deployment.environment());
    time("deployed_at", deployment.deployedAt());
    text("url", deployment.url());
    json.writeEndObject();
  }

  private void limit(String name, @Nullable Double value) throws IOException {
    if (value != null) {
      json.writeFieldName(name);
      number(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
    }
  }

  private void decimal(double value) throws IOException {
    number(BigDecimal.valueOf(value).toPlainString());
  }

  /** Records have no exponents, because not every reader accepts one. */
  private void number(String plain) throws IOException {
    if (exponents && plain.indexOf('.') >= 0) {
      json.writeNumber(Double.parseDouble(plain));
    } else {
      json.writeNumber(plain);
    }
  }

  private void time(String name, @Nullable Instant instant) throws IOException {
    text(name, instant == null ? null : Rfc3339Writer.format(instant));
  }

  private void text(String name, @Nullable String text) throws IOException {
    json.writeFieldName(name);
    if (text == null) {
      json.writeNull();
    } else {
      json.writeString(text);
    }
  }

  private void any(@Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Long || value instanceof Integer || value instanceof BigInteger) {
      json.writeNumber(value.toString());
    } else if (value instanceof Double number) {
      decimal(number);
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        any(entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        any(item);
      }
      json.writeEndArray();
    } else {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "details hold text, numbers, booleans, maps and lists, not %s",
              value.getClass().getName()));
    }
  }

  /** Something to write. */
  interface Content {
    void writeTo(SignalJsonWriter out) throws IOException;
  }
}
