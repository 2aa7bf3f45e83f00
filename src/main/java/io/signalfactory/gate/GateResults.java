package io.signalfactory.gate;

import java.util.List;

/**
 * What all gates say of a record.
 *
 * @param all the result of each gate, G1 to G5
 * @param outcome the worst of their outcomes
 */
public record GateResults(List<GateResult> all, Outcome outcome) {

  /** Of a record that nothing is found against: one object, whatever topic it is from. */
  static final GateResults HEALTHY =
      of(
          List.of(
              GateResult.pass(Gate.RESOLUTION),
              GateResult.pass(Gate.IDENTITY),
              GateResult.skip(Gate.SCHEMA),
              GateResult.pass(Gate.CONTRACT),
              GateResult.pass(Gate.QUALITY)));

  public GateResults {
    all = List.copyOf(all);
  }

  static GateResults of(List<GateResult> all) {
    Outcome worst = Outcome.SKIP;
    for (GateResult gate : all) {
      worst = worst.worse(gate.outcome());
    }
    return new GateResults(all, worst);
  }

  /** Whether these are the results; quick where they are the same objects. */
  boolean consistOf(GateResult g1, GateResult g2, GateResult g3, GateResult g4, GateResult g5) {
    return all.get(0).equals(g1)
        && all.get(1).equals(g2)
        && all.get(2).equals(g3)
        && all.get(3).equals(g4)
        && all.get(4).equals(g5);
  }
}
