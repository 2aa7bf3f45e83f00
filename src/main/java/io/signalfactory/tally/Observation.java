package io.signalfactory.tally;

import io.signalfactory.gate.RuleResults;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One judged raw record, as a tally counts it.
 *
 * @param offset its offset in its partition, from 0
 * @param arrivalMs when it arrived, in epoch milliseconds
 * @param eventTimeMs the time by which it makes its dataset fresh, in epoch milliseconds: its event
 *     time, but not later than its arrival; {@link Long#MIN_VALUE} if it has no valid one
 * @param failed whether its outcome is FAIL
 * @param warned whether its outcome is WARN
 * @param rules the results of the quality rules
 * @param service the service that sent it; null if unknown
 * @param version the version of the service; null if unknown
 * @param marks the {@link Mark}s that it has, each as its bit
 * @param causes its FAIL and WARN violations; empty for a healthy record
 * @param sample gives the coordinates of the record, and may be called only while the record is
 *     being counted. A supplier, because only the first record of a cause needs them. Null only if
 *     {@code causes} is empty
 */
public record Observation(
    long offset,
    long arrivalMs,
    long eventTimeMs,
    boolean failed,
    boolean warned,
    RuleResults rules,
    @Nullable String service,
    @Nullable String version,
    int marks,
    List<ObservedCause> causes,
    @Nullable Supplier<Sample> sample) {

  public Observation {
    causes = List.copyOf(causes);
    if (!causes.isEmpty()) {
      Objects.requireNonNull(sample, "an observation with causes needs a sample");
    }
  }
}
