package io.signalfactory.signal;

/**
 * A signal that is no longer judged, because its limit was removed or its contract was retired. Its
 * state has to be deleted.
 *
 * @param key the signal
 * @param breach how its breach changes
 */
public record RetiredSignal(SignalKey key, BreachStep breach) {}
