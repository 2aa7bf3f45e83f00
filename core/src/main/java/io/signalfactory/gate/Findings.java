package io.signalfactory.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what one gate finds in a record. Records that fail mostly fail like the one before, and
 * then its result is the same object, by which those who write and count results know it again. Not
 * thread-safe: one a gate.
 */
final class Findings {

  private final Gate gate;
  private final List<Violation> found = new ArrayList<>();
  private GateResult latest;

  Findings(Gate gate) {
    this.gate = gate;
    this.latest = GateResult.pass(gate);
  }

  /** Begins with the next record: nothing is found yet. */
  void begin() {
    found.clear();
  }

  void add(Violation violation) {
    found.add(violation);
  }

  int size() {
    return found.size();
  }

  /** What the gate says of a record in which this was found. */
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
