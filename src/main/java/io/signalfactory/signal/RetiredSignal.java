package io.signalfactory.signal;

/**
 * A signal that is no longer judged, as its limit or its contract is gone: its state is cleared.
 *
 * @param key the signal
 * @param breach what becomes of its breach
 */
public record RetiredSignal(SignalKey key, BreachStep breach) {}
