package io.signalfactory.signal;

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
}
