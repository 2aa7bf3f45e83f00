package io.signalfactory.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the violations that one gate finds in a record. Most records that fail have the same
 * violations as the one before; the result is then the same object, as those who count or write
 * results compare them by identity. Not thread-safe: one per gate.
 */
final class Findings {

  private final Gate gate;
  private final List<Violation> found = new ArrayList<>();
  private GateResult latest;

  Findings(Gate gate) {
    this.gate = gate;
    this.latest = GateResult.pass(gate);
  }

  /** Begins with the next record. */
  void begin() {
    found.clear();
  }

  void add(Violation violation) {
    found.add(violation);
  }

  int size() {
    return found.size();
  }

  /** The result of the gate for this record. */
  GateResult result() {
    if (found.isEmpty()) {
      return GateResult.pass(gate);
    }
    if (!found.equals(latest.violations())) {
      latest = GateResult.of(gate, found);
    }
    return latest;
  }
}
