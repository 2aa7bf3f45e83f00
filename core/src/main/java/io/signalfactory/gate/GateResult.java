package io.signalfactory.gate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The result of one gate for a record.
 *
 * @param gate the gate
 * @param outcome the worst outcome of the violations, PASS if there are none, or SKIP if there was
 *     nothing to judge
 * @param violations what is wrong; empty for SKIP and PASS
 */
public record GateResult(Gate gate, Outcome outcome, List<Violation> violations) {

  private static final Map<Gate, GateResult> SKIPPED = ofEachGate(Outcome.SKIP);
  private static final Map<Gate, GateResult> PASSED = ofEachGate(Outcome.PASS);

  public GateResult {
    violations = List.copyOf(violations);
  }

  /** The result of a gate that had nothing to judge: always the same object. */
  static GateResult skip(Gate gate) {
    return Objects.requireNonNull(SKIPPED.get(gate));
  }

  /** The result of a gate that found no violation: always the same object. */
  static GateResult pass(Gate gate) {
    return Objects.requireNonNull(PASSED.get(gate));
  }

  private static Map<Gate, GateResult> ofEachGate(Outcome outcome) {
    Map<Gate, GateResult> results = new EnumMap<>(Gate.class);
    for (Gate gate : Gate.values()) {
      results.put(gate, new GateResult(gate, outcome, List.of()));
    }
    return results;
  }

  static GateResult of(Gate gate, List<Violation> violations) {
    Outcome worst = Outcome.PASS;
    for (Violation violation : violations) {
      worst = worst.worse(violation.outcome());
    }
    return new GateResult(gate, worst, violations);
  }
}
