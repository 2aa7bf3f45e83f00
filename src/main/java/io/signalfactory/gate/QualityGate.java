package io.signalfactory.gate;

import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventTime;
import io.signalfactory.rule.Rule.Truth;
import io.signalfactory.rule.RuleEvaluationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** G5: the event's time can be believed and its contract's rules hold. */
final class QualityGate {

  private static final Violation TIME_MISSING =
      Violation.of(
          ViolationCode.EVENT_TIME_MISSING,
          Outcome.WARN,
          "expected an event time; the record's timestamp was used");
  private static final Violation TIME_INVALID =
      Violation.of(
          ViolationCode.EVENT_TIME_INVALID,
          Outcome.FAIL,
          "the event time cannot be read; the record's timestamp was used");

  QualityResult check(
      Decoding decoding, @Nullable ContractPlan contract, EventTime time, long nowMs) {
    if (contract == null || !(decoding instanceof Decoding.Decoded decoded)) {
      return QualityResult.SKIPPED;
    }
    List<Violation> violations = new ArrayList<>(0);
    checkTime(contract, time, violations);
    int evaluated = 0;
    int passed = 0;
    for (CompiledRule rule : contract.rules()) {
      try {
        Truth truth = rule.condition().evaluate(decoded.fields(), nowMs);
        evaluated++;
        if (truth == Truth.FALSE || truth == Truth.UNKNOWN && rule.nullFails()) {
          violations.add(rule.broken());
        } else {
          passed++;
        }
      } catch (RuleEvaluationException e) {
        // The rule has no answer: that is reported, and held against nobody.
        violations.add(rule.failedToEvaluate(e.getMessage()));
      }
    }
    GateResult result =
        violations.isEmpty()
            ? GateResult.pass(Gate.QUALITY)
            : GateResult.of(Gate.QUALITY, violations);
    return new QualityResult(result, evaluated, passed);
  }

  private static void checkTime(ContractPlan contract, EventTime time, List<Violation> violations) {
    switch (time.finding()) {
      case VALID -> {}
      case MISSING -> violations.add(TIME_MISSING);
      case INVALID -> violations.add(TIME_INVALID);
      case IN_FUTURE ->
          violations.add(
              Violation.of(
                  ViolationCode.EVENT_TIME_IN_FUTURE,
                  Outcome.FAIL,
                  "the event time is more than "
                      + contract.clock().futureTolerance().toSeconds()
                      + " s ahead of the record's arrival"));
      case TOO_OLD ->
          violations.add(
              Violation.of(
                  ViolationCode.EVENT_TIME_TOO_OLD,
                  Outcome.WARN,
                  "the event time is more than "
                      + contract.clock().lateRetention().toHours()
                      + " h behind the record's arrival; it counts when it arrived"));
    }
  }

  /**
   * What G5 says, and how many rules had an answer.
   *
   * @param result the gate's result
   * @param evaluated rules that had an answer
   * @param passed rules among them that held
   */
  record QualityResult(GateResult result, int evaluated, int passed) {
    static final QualityResult SKIPPED = new QualityResult(GateResult.skip(Gate.QUALITY), 0, 0);
  }
}
