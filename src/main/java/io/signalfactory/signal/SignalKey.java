package io.signalfactory.signal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a signal: states and breaches are kept by this key.
 *
 * @param datasetUrn the dataset
 * @param signal the signal
 * @param consumer the consumer whose limit is judged; null for the dataset's own limit
 */
public record SignalKey(String datasetUrn, Signal signal, @Nullable String consumer) {

  /** {@code URN|signal} or {@code URN|signal|consumer}: the key in the signals topic. */
  public String text() {
    String own = datasetUrn + "|" + signal.label();
    return consumer == null ? own : own + "|" + consumer;
  }

  // Keys are looked up for each judgement. Written by hand, these two methods are inlined; those
  // that the compiler generates for a record took a tenth of the time of an evaluation.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignalKey that
        && signal == that.signal
        && datasetUrn.equals(that.datasetUrn)
        && Objects.equals(consumer, that.consumer);
  }

  @Override
  public int hashCode() {
    int own = 31 * datasetUrn.hashCode() + signal.hashCode();
    return consumer == null ? own : 31 * own + consumer.hashCode();
  }
}
