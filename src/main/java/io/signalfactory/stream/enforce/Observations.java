package io.signalfactory.stream.enforce;

import io.signalfactory.event.RawRecord;
import io.signalfactory.event.TraceContext;
import io.signalfactory.evidence.EvidenceIds;
import io.signalfactory.gate.GateResult;
import io.signalfactory.gate.GateResults;
import io.signalfactory.gate.Outcome;
import io.signalfactory.gate.ProducerIdentity;
import io.signalfactory.gate.Verdict;
import io.signalfactory.gate.Violation;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.Observation;
import io.signalfactory.tally.ObservedCause;
import io.signalfactory.tally.Sample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns verdicts into what a tally counts. Keeps id makers and the latest causes, so it is not
 * thread-safe: one per task.
 */
final class Observations {

  private final EvidenceIds ids = new EvidenceIds();
  private Causes latest = Causes.NONE;

  /**
   * @param marks what the record has, as {@link Marks} says
   */
  Observation of(Verdict verdict, int marks) {
    boolean faulty = verdict.outcome().compareTo(Outcome.PASS) > 0;
    ProducerIdentity producer = verdict.producer();
    return new Observation(
        verdict.record().position(),
        verdict.arrivalMs(),
        verdict.eventTime().freshAtMs().orElse(Long.MIN_VALUE),
        verdict.outcome() == Outcome.FAIL,
        verdict.outcome() == Outcome.WARN,
        verdict.rules(),
        producer.service(),
        producer.version(),
        marks,
        faulty ? causes(verdict) : List.of(),
        faulty ? () -> sample(verdict) : null);
  }

  private List<ObservedCause> causes(Verdict verdict) {
    if (!latest.areOf(verdict)) {
      latest = Causes.of(verdict);
    }
    return latest.observed();
  }

  /** The coordinates of a record, as the sample of a cause. */
  Sample sample(Verdict verdict) {
    RawRecord record = verdict.record();
    return new Sample(
        record.topic(),
        record.partition(),
        record.offset(),
        ids.of(record),
        TraceContext.traceId(record));
  }

  /**
   * The causes of one faulty record; mostly those of the next faulty one, too.
   *
   * @param producer who sent it; null where there is no record
   * @param results its gate results; null where there is no record
   * @param observed its causes
   */
  private record Causes(
      @Nullable ProducerIdentity producer,
      @Nullable GateResults results,
      List<ObservedCause> observed) {

    private static final Causes NONE = new Causes(null, null, List.of());

    private static Causes of(Verdict verdict) {
      List<ObservedCause> causes = new ArrayList<>(2);
      ProducerIdentity producer = verdict.producer();
      for (GateResult gate : verdict.gates()) {
        for (Violation violation : gate.violations()) {
          CauseKey key =
              new CauseKey(
                  producer.service(),
                  producer.version(),
                  gate.gate().id(),
                  violation.code().name(),
                  violation.field(),
                  violation.rule());
          causes.add(new ObservedCause(key, violation.outcome() == Outcome.FAIL));
        }
      }
      return new Causes(producer, verdict.results(), List.copyOf(causes));
    }

    /** By identity: the gates return the same objects for the same results. */
    @SuppressWarnings("ReferenceEquality")
    private boolean areOf(Verdict verdict) {
      return results == verdict.results() && producer == verdict.producer();
    }
  }
}
