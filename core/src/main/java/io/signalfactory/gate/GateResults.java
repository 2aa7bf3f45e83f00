package io.signalfactory.gate;

import java.util.List;
import java.util.Objects;

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

  /**
   * Whether these are the results. They nearly always are the same objects, which {@link
   * Objects#equals} sees by itself: a record's own {@code equals} is not always compiled into its
   * caller.
   */
  boolean consistOf(GateResult g1, GateResult g2, GateResult g3, GateResult g4, GateResult g5) {
    return Objects.equals(all.get(0), g1)
        && Objects.equals(all.get(1), g2)
        && Objects.equals(all.get(2), g3)
        && Objects.equals(all.get(3), g4)
        && Objects.equals(all.get(4), g5);
  }
}
