package io.signalfactory.signal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a state or a breach is about.
 *
 * @param datasetUrn the dataset
 * @param signal the signal
 * @param consumer the consumer whose limit it is; null for the dataset's own
 */
public record SignalKey(String datasetUrn, Signal signal, @Nullable String consumer) {

  /** {@code URN|signal} or {@code URN|signal|consumer}: the key of the signals topic. */
  public String text() {
    String own = datasetUrn + "|" + signal.label();
    return consumer == null ? own : own + "|" + consumer;
  }

  // Looked up for each judgement. Written out, these two are inlined; what the compiler makes of a
  // record takes a tenth of an evaluation.

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
