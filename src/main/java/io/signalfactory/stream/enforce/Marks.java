package io.signalfactory.stream.enforce;

import io.signalfactory.event.EventTime;
import io.signalfactory.gate.Gate;
import io.signalfactory.gate.Outcome;
import io.signalfactory.gate.ProducerIdentity.Confidence;
import io.signalfactory.gate.RuleResults;
import io.signalfactory.gate.Verdict;
import io.signalfactory.tally.Mark;
import java.util.List;

/**
 * What a judged record has that makes its dataset more ready. Apart from {@link Observations},
 * which the compiler inlines only as long as it is small; then it makes no object per record.
 */
final class Marks {

  private static final int CONTRACT_GATE = List.of(Gate.values()).indexOf(Gate.CONTRACT);

  private Marks() {}

  /**
   * The marks of one record, each as its bit.
   *
   * @param traced whether the record names its trace
   */
  static int of(Verdict verdict, boolean traced) {
    Confidence confidence = verdict.producer().confidence();
    RuleResults rules = verdict.rules();
    boolean contracted = verdict.contract() != null;
    boolean ruled = rules.evaluated() > 0;
    return Mark.NAMED.bitIf(confidence == Confidence.HIGH)
        | Mark.MAPPED.bitIf(confidence == Confidence.MEDIUM)
        | Mark.TIMED.bitIf(verdict.eventTime().validity() == EventTime.Validity.VALID)
        | Mark.TRACED.bitIf(traced)
        | Mark.CONTRACTED.bitIf(contracted)
        | Mark.CONFORMING.bitIf(
            contracted && verdict.gates().get(CONTRACT_GATE).outcome() != Outcome.FAIL)
        | Mark.RULED.bitIf(ruled)
        | Mark.SOUND.bitIf(ruled && rules.broken().isEmpty());
  }
}
