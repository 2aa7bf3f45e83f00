package io.signalfactory.tally;

import io.signalfactory.gate.RuleResults;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a tally needs to know of one raw record.
 *
 * @param offset its offset in its partition, from 0
 * @param arrivalMs when it arrived, in epoch milliseconds
 * @param eventTimeMs its event time, in epoch milliseconds; {@link Long#MIN_VALUE} where it has no
 *     valid one
 * @param failed whether its outcome is FAIL
 * @param warned whether its outcome is WARN
 * @param rules what the quality rules say of it
 * @param service its producer; null if unknown
 * @param version the producer's version; null if unknown
 * @param causes its FAIL and WARN violations; {@code List.of()} for a healthy record
 * @param sample says where it can be looked up, as long as the record is being counted. A supplier,
 *     as only the first record of a cause is asked. Null allowed only where {@code causes} is empty
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
    List<ObservedCause> causes,
    @Nullable Supplier<Sample> sample) {

  public Observation {
    causes = List.copyOf(causes);
    if (!causes.isEmpty()) {
      Objects.requireNonNull(sample, "an observation with causes needs a sample");
    }
  }
}
