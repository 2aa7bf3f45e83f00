package io.signalfactory.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.signalfactory.contract.Contract;
import io.signalfactory.event.RawRecord;
import io.signalfactory.event.TraceContext;
import io.signalfactory.gate.GateResult;
import io.signalfactory.gate.Outcome;
import io.signalfactory.gate.ProducerIdentity;
import io.signalfactory.gate.Verdict;
import io.signalfactory.gate.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes Evidence the slow and obvious way: with a JSON generator, field after field. */
final class PlainEvidenceJson {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private PlainEvidenceJson() {}

  /** The Evidence as UTF-8 JSON. */
  static byte[] write(Verdict verdict, long processingTimeMs) {
    ByteArrayBuilder buffer = new ByteArrayBuilder();
    try (JsonGenerator json = JSON.createGenerator(buffer)) {
      writeEvidence(json, verdict, processingTimeMs);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return buffer.toByteArray();
  }

  private static void writeEvidence(JsonGenerator json, Verdict verdict, long processingTimeMs)
      throws IOException {
    json.writeStartObject();
    RawRecord record = verdict.record();
    EvidenceId id = new EvidenceId(record.topic(), record.topicId());
    writeText(json, "dataset_urn", verdict.datasetUrn());
    writeContract(json, verdict.contract());
    json.writeStringField(
        "evidence_id", id.of(record.timestampMs(), record.partition(), record.offset()));
    writeSource(json, verdict.record());
    writeProducer(json, verdict.producer());
    json.writeStringField("event_time", Rfc3339Millis.format(verdict.eventTime().epochMs()));
    json.writeStringField("event_time_source", verdict.eventTime().source().label());
    json.writeStringField("processing_time", Rfc3339Millis.format(processingTimeMs));
    json.writeNumberField("lag_ms", processingTimeMs - verdict.eventTime().epochMs());
    json.writeStringField("outcome", verdict.outcome().name());
    json.writeArrayFieldStart("gates");
    for (GateResult gate : verdict.gates()) {
      writeGate(json, gate);
    }
    json.writeEndArray();
    writeTrace(json, record, id);
    json.writeEndObject();
  }

  private static void writeContract(JsonGenerator json, @Nullable Contract contract)
      throws IOException {
    if (contract == null) {
      json.writeNullField("contract");
      return;
    }
    json.writeObjectFieldStart("contract");
    writeText(json, "name", contract.name());
    writeText(json, "version", contract.version());
    writeText(json, "owner", contract.owner());
    json.writeNumberField("tier", contract.tier());
    json.writeEndObject();
  }

  private static void writeSource(JsonGenerator json, RawRecord record) throws IOException {
    json.writeObjectFieldStart("source");
    json.writeStringField("topic", record.topic());
    json.writeNumberField("partition", record.partition());
    json.writeNumberField("offset", record.offset());
    json.writeStringField("timestamp", Rfc3339Millis.format(record.timestampMs()));
    json.writeEndObject();
  }

  private static void writeProducer(JsonGenerator json, ProducerIdentity producer)
      throws IOException {
    json.writeObjectFieldStart("producer");
    writeText(json, "service", producer.service());
    writeText(json, "version", producer.version());
    json.writeStringField("confidence", producer.confidence().name());
    json.writeEndObject();
  }

  private static void writeGate(JsonGenerator json, GateResult gate) throws IOException {
    json.writeStartObject();
    json.writeStringField("gate", gate.gate().id());
    json.writeStringField("name", gate.gate().label());
    json.writeStringField("outcome", gate.outcome().name());
    if (gate.outcome().compareTo(Outcome.PASS) > 0) {
      json.writeArrayFieldStart("violations");
      for (Violation violation : gate.violations()) {
        writeViolation(json, violation);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void writeViolation(JsonGenerator json, Violation violation) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", violation.code().name());
    if (violation.field() != null) {
      writeText(json, "field", violation.field());
    }
    if (violation.rule() != null) {
      writeText(json, "rule", violation.rule());
    }
    writeText(json, "message", violation.message());
    json.writeEndObject();
  }

  private static void writeTrace(JsonGenerator json, RawRecord record, EvidenceId id)
      throws IOException {
    byte[] header = TraceContext.of(record);
    if (header == null) {
      return;
    }
    String[] parts = new String(header, StandardCharsets.US_ASCII).split("-", -1);
    json.writeObjectFieldStart("otel");
    json.writeStringField("trace_id", parts[1]);
    json.writeStringField(
        "span_id", "%016x".formatted(id.span(record.partition(), record.offset())));
    json.writeStringField("parent_span_id", parts[2]);
    json.writeEndObject();
  }

  /** Writes text from outside: characters that UTF-8 cannot encode are replaced. */
  private static void writeText(JsonGenerator json, String name, @Nullable String text)
      throws IOException {
    json.writeFieldName(name);
    if (text == null || !holdsSurrogate(text)) {
      json.writeString(text);
    } else {
      json.writeString(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
  }

  private static boolean holdsSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
