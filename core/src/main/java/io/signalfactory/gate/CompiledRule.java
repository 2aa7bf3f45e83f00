package io.signalfactory.gate;

import io.signalfactory.contract.QualityRule;
import io.signalfactory.rule.Rule;

/**
 * A quality rule with a condition, ready to run.
 *
 * @param name the rule's name
 * @param condition its compiled condition
 * @param nullFails whether UNKNOWN breaks the rule
 * @param broken the violation of an event that breaks the rule
 */
record CompiledRule(String name, Rule condition, boolean nullFails, Violation broken) {

  static CompiledRule of(QualityRule.Condition rule, Rule condition) {
    Outcome outcome = rule.severity() == QualityRule.Severity.WARN ? Outcome.WARN : Outcome.FAIL;
    Violation broken =
        new Violation(
            ViolationCode.RULE_FAILED, outcome, null, rule.name(), "expected " + rule.expression());
    return new CompiledRule(rule.name(), condition, rule.nullFails(), broken);
  }

  Violation failedToEvaluate(String why) {
    return new Violation(ViolationCode.RULE_ERROR, Outcome.WARN, null, name, why);
  }
}
