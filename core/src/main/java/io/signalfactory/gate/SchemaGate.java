package io.signalfactory.gate;

import io.signalfactory.contract.SchemaReference;
import io.signalfactory.contract.SchemaReference.CompatibilityMode;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.PayloadReader;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SchemaLookup;
import io.signalfactory.schema.SchemaSource;
import io.signalfactory.schema.WriterSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * G3: the record can be read with the schema that it names, and that is a schema of the subject
 * that its contract names, compatible with the version that the contract was written against. Not
 * thread-safe: it remembers the last schema, as the next record mostly has the same, and what
 * comparing schemas came to, which costs much more than a record may.
 *
 * <p>A registry that does not answer is no fault of the record, so that is a warning. Whatever
 * keeps a value from being read for its schema is told here, and not by G4 again.
 */
final class SchemaGate {

  private static final GateResult SKIPPED = GateResult.skip(Gate.SCHEMA);
  private static final GateResult PASSED = GateResult.pass(Gate.SCHEMA);

  private final TopicFormat format;

  /** More comparisons than a topic needs at a time; those of longest ago are made again. */
  private static final int MAX_COMPARED = 256;

  private final Map<Compared, GateResult> compared =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Compared, GateResult> eldest) {
          return size() > MAX_COMPARED;
        }
      };
  private @Nullable WriterSchema latest;
  private @Nullable ContractPlan latestPlan;

  /** What came of the latest schema, whatever its values are. */
  private GateResult latestResult = PASSED;

  /**
   * @param format of the topic
   */
  SchemaGate(TopicFormat format) {
    this.format = format;
  }

  /**
   * @param decoding the value of the record
   * @param reader has read it
   * @param plan the contract of its dataset; null if it has none
   */
  @SuppressWarnings("ReferenceEquality") // only a short cut: another object is judged anew
  GateResult check(Decoding decoding, PayloadReader reader, @Nullable ContractPlan plan) {
    if (decoding instanceof Decoding.Malformed malformed) {
      return ofUnread(malformed);
    }
    if (plan == null || !(decoding instanceof Decoding.Decoded)) {
      return SKIPPED;
    }
    WriterSchema writer = reader.writerSchema();
    if (writer != null && writer == latest && plan == latestPlan) {
      return valid(latestResult, reader.mismatch());
    }
    SchemaReference wanted = plan.contract().schema();
    String subject = wanted.subject();
    if (format.source() == null || wanted.registry() != format.registry() || subject == null) {
      return SKIPPED;
    }
    if (writer == null) {
      return failed(
          ViolationCode.SCHEMA_UNKNOWN,
          "the record names no schema: expected one of the subject " + subject);
    }
    if (isOf(subject, writer)) {
      return valid(compatible(wanted, subject, writer, plan), reader.mismatch());
    }
    return failed(
        ViolationCode.SCHEMA_SUBJECT_MISMATCH,
        "the record's schema is not registered under the subject " + subject);
  }

  @SuppressWarnings("ReferenceEquality") // it is always the same object
  private static GateResult valid(GateResult schema, @Nullable String mismatch) {
    return mismatch == null || schema != PASSED
        ? schema
        : failed(ViolationCode.SCHEMA_MISMATCH, mismatch);
  }

  /** A schema, and the dataset whose contract it was compared for. */
  private record Compared(SchemaId schema, long dataset) {}

  /** Judges a schema by the version that the contract was written against. */
  private GateResult compatible(
      SchemaReference wanted, String subject, WriterSchema writer, ContractPlan plan) {
    Integer version = wanted.version();
    CompatibilityMode mode = wanted.compatibility();
    GateResult result = PASSED;
    if (version != null && mode != null && mode != CompatibilityMode.NONE) {
      Compared key = new Compared(writer.id(), plan.datasetId());
      GateResult known = compared.get(key);
      if (known == null) {
        known = compare(writer, subject, version, mode);
        if (known == null) {
          // The record must not suffer for it, and the question is asked again with the next one.
          return PASSED;
        }
        compared.put(key, known);
      }
      result = known;
    }
    latest = writer;
    latestPlan = plan;
    latestResult = result;
    return result;
  }

  /** Null if the version cannot be had now. */
  private @Nullable GateResult compare(
      WriterSchema writer, String subject, int version, CompatibilityMode mode) {
    SchemaSource source = format.source();
    SchemaLookup reference =
        source == null ? new SchemaLookup.Unknown() : source.version(subject, version);
    if (reference instanceof SchemaLookup.Unavailable) {
      return null;
    }
    String problem =
        reference instanceof SchemaLookup.Found found
            ? format.evolution().problem(writer, found.schema(), mode)
            : null;
    return problem == null
        ? PASSED
        : failed(
            ViolationCode.SCHEMA_MISMATCH,
            "the record's schema is not %s compatible with version %d of %s: %s"
                .formatted(mode, version, subject, problem));
  }

  /** Whether a value that cannot be read is told by this gate. */
  static boolean tells(Decoding.Malformed malformed) {
    return malformed.cause() != Decoding.Cause.VALUE;
  }

  private static GateResult ofUnread(Decoding.Malformed malformed) {
    return switch (malformed.cause()) {
      case VALUE -> SKIPPED;
      case SCHEMA_UNKNOWN -> failed(ViolationCode.SCHEMA_UNKNOWN, malformed.reason());
      case UNDECODABLE -> failed(ViolationCode.UNDECODABLE, malformed.reason());
      case REGISTRY_UNAVAILABLE ->
          GateResult.of(
              Gate.SCHEMA,
              List.of(
                  Violation.of(
                      ViolationCode.REGISTRY_UNAVAILABLE, Outcome.WARN, malformed.reason())));
    };
  }

  private static GateResult failed(ViolationCode code, String message) {
    return GateResult.of(Gate.SCHEMA, List.of(Violation.of(code, Outcome.FAIL, message)));
  }

  /** A schema can be registered under a subject after it was looked up, so it is asked again. */
  private boolean isOf(String subject, WriterSchema writer) {
    SchemaSource source = format.source();
    return names(writer, subject)
        || source != null
            && source.byIdAgain(writer.id()) instanceof SchemaLookup.Found found
            && names(found.schema(), subject);
  }

  private static boolean names(WriterSchema writer, String subject) {
    // Where the registry does not tell, nothing can be held against the record.
    return writer.registeredAs().isEmpty()
        || writer.registeredAs().stream().anyMatch(as -> as.subject().equals(subject));
  }
}
