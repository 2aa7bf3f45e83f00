package io.signalfactory.stream;

import io.signalfactory.event.RawRecord;
import io.signalfactory.event.TraceContext;
import io.signalfactory.evidence.EvidenceIds;
import io.signalfactory.gate.GateResult;
import io.signalfactory.gate.Outcome;
import io.signalfactory.gate.Producer;
import io.signalfactory.gate.Verdict;
import io.signalfactory.gate.Violation;
import io.signalfactory.signal.CauseKey;
import io.signalfactory.signal.Observation;
import io.signalfactory.signal.ObservedCause;
import io.signalfactory.signal.Sample;
import java.util.ArrayList;
import java.util.List;

/** What a tally is told of a record. Keeps id makers, so not thread-safe: one a task. */
final class Observations {

  private final EvidenceIds ids = new EvidenceIds();

  Observation of(Verdict verdict) {
    boolean faulty = verdict.outcome().compareTo(Outcome.PASS) > 0;
    Producer producer = verdict.producer();
    return new Observation(
        verdict.record().offset(),
        verdict.arrivalMs(),
        verdict.eventTime().freshAtMs().orElse(Long.MIN_VALUE),
        verdict.outcome() == Outcome.FAIL,
        verdict.outcome() == Outcome.WARN,
        verdict.rules(),
        producer.service(),
        producer.version(),
        faulty ? causes(verdict) : List.of(),
        faulty ? sample(verdict) : null);
  }

  private static List<ObservedCause> causes(Verdict verdict) {
    List<ObservedCause> causes = new ArrayList<>(2);
    Producer producer = verdict.producer();
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
    return causes;
  }

  /** Where a record can be looked up. */
  Sample sample(Verdict verdict) {
    RawRecord record = verdict.record();
    return new Sample(
        record.topic(),
        record.partition(),
        record.offset(),
        ids.of(record),
        TraceContext.traceId(record));
  }
}
