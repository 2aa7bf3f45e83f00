package io.signalfactory.gate;

import java.util.List;

/**
 * What one gate says of a record.
 *
 * @param gate the gate
 * @param outcome the worst of its violations, PASS where there is none, SKIP where there was
 *     nothing to judge
 * @param violations what is wrong; empty for SKIP and PASS
 */
public record GateResult(Gate gate, Outcome outcome, List<Violation> violations) {

  public GateResult {
    violations = List.copyOf(violations);
  }

  static GateResult skip(Gate gate) {
    return new GateResult(gate, Outcome.SKIP, List.of());
  }

  static GateResult pass(Gate gate) {
    return new GateResult(gate, Outcome.PASS, List.of());
  }

  static GateResult of(Gate gate, List<Violation> violations) {
    Outcome worst = Outcome.PASS;
    for (Violation violation : violations) {
      worst = worst.worse(violation.outcome());
    }
    return new GateResult(gate, worst, violations);
  }
}
