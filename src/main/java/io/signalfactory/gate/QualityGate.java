package io.signalfactory.gate;

import io.signalfactory.contract.QualityRule;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventTime;
import io.signalfactory.rule.Rule.Truth;
import io.signalfactory.rule.RuleEvaluationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * G5: the event's time can be believed and its contract's rules hold. Not thread-safe, as it hashes
 * keys.
 */
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

  private final KeyHasher hasher = new KeyHasher();

  /**
   * What can be told from the event alone: a unique rule of the scope of a partition counts as kept
   * until {@link Verdict#repeating} says otherwise, one of the scope of the dataset does not count
   * here.
   */
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
    List<KeyClaim> claims = List.of();
    for (UniqueCheck unique : contract.uniqueChecks()) {
      switch (unique.key(decoded.fields(), hasher)) {
        case KEY -> {
          claims = claims.isEmpty() ? new ArrayList<>(1) : claims;
          claims.add(new KeyClaim(unique.rule(), hasher.hash()));
          if (unique.rule().scope() == QualityRule.Scope.PARTITION) {
            evaluated++;
            passed++;
          }
        }
        case NULL -> {
          evaluated++;
          passed++;
        }
        case NO_ANSWER -> violations.add(unique.noAnswer());
      }
    }
    GateResult result =
        violations.isEmpty()
            ? GateResult.pass(Gate.QUALITY)
            : GateResult.of(Gate.QUALITY, violations);
    return new QualityResult(result, evaluated, passed, claims);
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
   * @param claims the event's keys under unique rules; empty for none
   */
  record QualityResult(GateResult result, int evaluated, int passed, List<KeyClaim> claims) {
    static final QualityResult SKIPPED =
        new QualityResult(GateResult.skip(Gate.QUALITY), 0, 0, List.of());
  }
}
