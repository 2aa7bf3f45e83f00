package io.signalfactory.gate;

import java.util.List;
import java.util.Objects;

/**
 * The results of all gates for a record.
 *
 * @param all the result of each gate, G1 to G5
 * @param outcome the worst of their outcomes
 */
public record GateResults(List<GateResult> all, Outcome outcome) {

  /** The results of a record that passes: the same object for all topics. */
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
   * Whether these are the results. They are nearly always the same objects, which {@link
   * Objects#equals} compares first; the {@code equals} of a record is not always inlined.
   */
  boolean consistOf(GateResult g1, GateResult g2, GateResult g3, GateResult g4, GateResult g5) {
    return Objects.equals(all.get(0), g1)
        && Objects.equals(all.get(1), g2)
        && Objects.equals(all.get(2), g3)
        && Objects.equals(all.get(3), g4)
        && Objects.equals(all.get(4), g5);
  }
}
