package io.signalfactory.gate;

import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventFields;
import io.signalfactory.event.EventTime;
import io.signalfactory.event.PartitionClock;
import io.signalfactory.rule.Rule.Truth;
import io.signalfactory.rule.RuleEvaluationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * G5: the event time is plausible, and the event keeps the rules of its contract. Not thread-safe:
 * it reuses its collection of findings and its hasher.
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
  private static final String STAMP_EXPECTED =
      ": expected the time at which it was sent, in milliseconds since 1970";
  private static final Violation STAMP_IMPOSSIBLE =
      stampIs("is not set, before 2011 or ahead of our clock" + STAMP_EXPECTED);
  private static final Violation STAMP_BEFORE_EVENT =
      stampIs("is " + tolerance() + " or more before the event time" + STAMP_EXPECTED);
  private static final Violation STAMP_BEHIND_OTHERS =
      stampIs("is " + tolerance() + " or more behind the records before it" + STAMP_EXPECTED);

  private final KeyHasher hasher = new KeyHasher();
  private final QualityFindings findings = new QualityFindings();

  /**
   * Judges what can be judged by the event alone. A unique rule of the scope of a partition counts
   * as kept until {@link Verdict#repeating} is called; one of the scope of a dataset is not counted
   * here.
   */
  QualityResult check(Decoding decoding, @Nullable ContractPlan contract, EventTime time) {
    if (contract == null || !(decoding instanceof Decoding.Decoded decoded)) {
      return QualityResult.SKIPPED;
    }
    findings.begin();
    checkTime(contract, time);
    checkStamp(time.stamp());
    checkConditions(contract, decoded.fields(), time.arrivalMs());
    checkUnique(contract, decoded.fields());
    return findings.result(contract);
  }

  private static Violation stampIs(String what) {
    return Violation.of(
        ViolationCode.RECORD_TIME_IMPLAUSIBLE, Outcome.WARN, "the record's timestamp " + what);
  }

  private static String tolerance() {
    return PartitionClock.TOLERANCE.toSeconds() + " s";
  }

  private void checkStamp(EventTime.Stamp stamp) {
    switch (stamp) {
      case PLAUSIBLE -> {}
      case IMPOSSIBLE -> findings.add(STAMP_IMPOSSIBLE);
      case BEFORE_ITS_EVENT -> findings.add(STAMP_BEFORE_EVENT);
      case BEHIND_OTHERS -> findings.add(STAMP_BEHIND_OTHERS);
    }
  }

  private void checkConditions(ContractPlan contract, EventFields fields, long nowMs) {
    List<CompiledRule> rules = contract.rules();
    for (int i = 0; i < rules.size(); i++) {
      CompiledRule rule = rules.get(i);
      try {
        Truth truth = rule.condition().evaluate(fields, nowMs);
        if (truth == Truth.FALSE || truth == Truth.UNKNOWN && rule.nullFails()) {
          findings.broken(i, rule.broken());
        }
      } catch (RuleEvaluationException e) {
        // The rule has no answer, which is reported but does not fail the record.
        findings.unanswered(i, rule.failedToEvaluate(e.reason()));
      }
    }
  }

  private void checkUnique(ContractPlan contract, EventFields fields) {
    List<UniqueCheck> uniqueChecks = contract.uniqueChecks();
    for (int i = 0; i < uniqueChecks.size(); i++) {
      UniqueCheck unique = uniqueChecks.get(i);
      UniqueCheck.KeyReading key = unique.key(fields, hasher);
      if (key == UniqueCheck.KeyReading.COMPLETE) {
        findings.claim(new KeyClaim(unique.rule(), hasher.hash()));
      } else if (key == UniqueCheck.KeyReading.UNUSABLE) {
        int index = contract.noRuleBroken().rules().indexOf(unique.rule().name());
        findings.unanswered(index, unique.unusableKey());
      }
    }
  }

  private void checkTime(ContractPlan contract, EventTime time) {
    switch (time.validity()) {
      case VALID -> {}
      case MISSING -> findings.add(TIME_MISSING);
      case INVALID -> findings.add(TIME_INVALID);
      case IN_FUTURE ->
          findings.add(
              Violation.of(
                  ViolationCode.EVENT_TIME_IN_FUTURE,
                  Outcome.FAIL,
                  "the event time is more than "
                      + contract.clock().futureTolerance().toSeconds()
                      + " s ahead of the record's arrival"));
      case TOO_OLD ->
          findings.add(
              Violation.of(
                  ViolationCode.EVENT_TIME_TOO_OLD,
                  Outcome.WARN,
                  "the event time is more than "
                      + contract.clock().lateRetention().toHours()
                      + " h behind the record's arrival; it counts when it arrived"));
    }
  }

  /**
   * Collects the findings of one record after the other. If they are the same as those of the
   * record before, so is the object.
   */
  private static final class QualityFindings {
    private final Findings violations = new Findings(Gate.QUALITY);
    private final List<Integer> broken = new ArrayList<>();
    private final List<Integer> unanswered = new ArrayList<>();
    private final List<KeyClaim> claims = new ArrayList<>();
    private RuleResults latestRules = RuleResults.NONE;

    private void begin() {
      violations.begin();
      broken.clear();
      unanswered.clear();
      claims.clear();
    }

    private void add(Violation violation) {
      violations.add(violation);
    }

    private void broken(int rule, Violation violation) {
      add(violation);
      broken.add(rule);
    }

    /**
     * @param rule its index; below 0 for a rule that is not counted here
     */
    private void unanswered(int rule, Violation violation) {
      add(violation);
      if (rule >= 0) {
        unanswered.add(rule);
      }
    }

    private void claim(KeyClaim claim) {
      claims.add(claim);
    }

    private QualityResult result(ContractPlan contract) {
      return violations.size() == 0 && claims.isEmpty()
          ? contract.passed()
          : new QualityResult(
              violations.result(), rules(contract.noRuleBroken()), List.copyOf(claims));
    }

    @SuppressWarnings("ReferenceEquality") // those who count compare the names by identity, too
    private RuleResults rules(RuleResults noneBroken) {
      if (broken.isEmpty() && unanswered.isEmpty()) {
        return noneBroken;
      }
      if (latestRules.rules() != noneBroken.rules()
          || !broken.equals(latestRules.broken())
          || !unanswered.equals(latestRules.unanswered())) {
        latestRules = new RuleResults(noneBroken.rules(), broken, unanswered);
      }
      return latestRules;
    }
  }

  /**
   * The result of G5, and that of each rule.
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
