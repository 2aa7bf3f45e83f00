package io.signalfactory.oracle;

import io.signalfactory.tally.ObservedCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One raw record and what is true of it.
 *
 * @param urn its dataset
 * @param partition its raw partition
 * @param offset its place there
 * @param arrivalMs when it arrived
 * @param countedAtMs the time whose minute it belongs to
 * @param freshAtMs the time by which it makes its dataset fresh; null if it does not
 * @param failed whether it breaks its contract
 * @param ruleEvaluations quality rules that apply to it
 * @param rulePasses those that it keeps
 * @param causes what is wrong with it
 */
public record SeenEvent(
    String urn,
    int partition,
    long offset,
    long arrivalMs,
    long countedAtMs,
    @Nullable Long freshAtMs,
    boolean failed,
    int ruleEvaluations,
    int rulePasses,
    List<ObservedCause> causes) {

  long minute() {
    return Math.floorDiv(countedAtMs, 60_000);
  }
}
