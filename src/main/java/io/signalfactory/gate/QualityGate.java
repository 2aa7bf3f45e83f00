package io.signalfactory.gate;

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
    int unique = contract.uniqueChecks().size();
    List<KeyClaim> claims = unique == 0 ? List.of() : new ArrayList<>(unique);
    RuleResults rules = checkRules(contract, decoded, nowMs, violations, claims);
    GateResult result =
        violations.isEmpty()
            ? GateResult.pass(Gate.QUALITY)
            : GateResult.of(Gate.QUALITY, violations);
    return new QualityResult(result, rules, claims);
  }

  private RuleResults checkRules(
      ContractPlan contract,
      Decoding.Decoded decoded,
      long nowMs,
      List<Violation> violations,
      List<KeyClaim> claims) {
    List<CompiledRule> rules = contract.rules();
    List<Integer> broken = List.of();
    List<Integer> unanswered = List.of();
    for (int i = 0; i < rules.size(); i++) {
      CompiledRule rule = rules.get(i);
      try {
        Truth truth = rule.condition().evaluate(decoded.fields(), nowMs);
        if (truth == Truth.FALSE || truth == Truth.UNKNOWN && rule.nullFails()) {
          violations.add(rule.broken());
          broken = with(broken, i);
        }
      } catch (RuleEvaluationException e) {
        // The rule has no answer: that is reported, and held against nobody.
        violations.add(rule.failedToEvaluate(e.getMessage()));
        unanswered = with(unanswered, i);
      }
    }
    List<UniqueCheck> uniqueChecks = contract.uniqueChecks();
    for (int i = 0; i < uniqueChecks.size(); i++) {
      UniqueCheck unique = uniqueChecks.get(i);
      UniqueCheck.Answer answer = unique.key(decoded.fields(), hasher);
      if (answer == UniqueCheck.Answer.KEY) {
        claims.add(new KeyClaim(unique.rule(), hasher.hash()));
      } else if (answer == UniqueCheck.Answer.NO_ANSWER) {
        violations.add(unique.noAnswer());
        int index = contract.allRulesHeld().rules().indexOf(unique.rule().name());
        unanswered = index < 0 ? unanswered : with(unanswered, index);
      }
    }
    RuleResults allHeld = contract.allRulesHeld();
    return broken.isEmpty() && unanswered.isEmpty()
        ? allHeld
        : new RuleResults(allHeld.rules(), broken, unanswered);
  }

  /** Made at the first index: most records break nothing. */
  private static List<Integer> with(List<Integer> indexes, int index) {
    List<Integer> more = indexes.isEmpty() ? new ArrayList<>(4) : indexes;
    more.add(index);
    return more;
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
   * What G5 says, and what each rule said.
   *
   * @param result the gate's result
   * @param rules the results of the contract's rules
   * @param claims the event's keys under unique rules; empty for none
   */
  record QualityResult(GateResult result, RuleResults rules, List<KeyClaim> claims) {
    static final QualityResult SKIPPED =
        new QualityResult(GateResult.skip(Gate.QUALITY), RuleResults.NONE, List.of());
  }
}
