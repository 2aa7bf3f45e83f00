package io.signalfactory.stream.signals;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.BreachStep;
import io.signalfactory.signal.Evaluation;
import io.signalfactory.signal.JudgedSignal;
import io.signalfactory.signal.RetiredSignal;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.stream.kafka.Names;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an evaluation gave: states and breaches into the stores that answer queries and to
 * their topics, and both into the metrics.
 */
final class SignalWriter {

  private final KeyValueStore<String, byte[]> moved;
  private final KeyValueStore<String, byte[]> changed;
  private final BreachStore breaches;
  private final SignalMeters meters;
  private final ProcessorContext<String, byte[]> context;

  /**
   * @param moved where states go that are not published, as only their values have moved
   * @param changed the same store for those that are: queries get them once they are committed
   * @param context takes what is published
   */
  SignalWriter(
      KeyValueStore<String, byte[]> moved,
      KeyValueStore<String, byte[]> changed,
      BreachStore breaches,
      SignalMeters meters,
      ProcessorContext<String, byte[]> context) {
    this.moved = moved;
    this.changed = changed;
    this.breaches = breaches;
    this.meters = meters;
    this.context = context;
  }

  void write(Evaluation evaluation) {
    evaluation.judged().forEach(this::write);
    evaluation.retired().forEach(this::clear);
  }

  private void write(JudgedSignal signal) {
    SignalKey key = signal.key();
    write(key, signal.breach());
    SignalMeters.Gauges gauges = meters.of(key);
    gauges.judged(signal.judgement(), signal.breach().open() != null);
    SignalState state = signal.state();
    if (state == null) {
      return;
    }
    byte[] json = SignalJson.write(state);
    (signal.publish() ? changed : moved).put(key.text(), json);
    gauges.stored(state);
    if (signal.publish()) {
      forward(key.text(), json, state.updatedAt().toEpochMilli(), Names.SIGNALS_SINK);
    }
  }

  private void clear(RetiredSignal signal) {
    SignalKey key = signal.key();
    write(key, signal.breach());
    changed.delete(key.text());
    forward(key.text(), null, context.currentSystemTimeMs(), Names.SIGNALS_SINK);
    meters.cleared(key);
  }

  private void write(SignalKey key, BreachStep step) {
    if (step.changed()) {
      breaches.remember(key, step.open());
    }
    Breach transition = step.transition();
    if (transition != null) {
      breaches.record(transition);
      forward(
          key.datasetUrn(),
          SignalJson.write(transition),
          context.currentSystemTimeMs(),
          Names.BREACHES_SINK);
      meters.breach(transition);
    }
  }

  private void forward(String key, byte @Nullable [] value, long atMs, String sink) {
    context.forward(new Record<>(key, value, atMs, new RecordHeaders()), sink);
  }
}
