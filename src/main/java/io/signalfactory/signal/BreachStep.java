package io.signalfactory.signal;

import org.jspecify.annotations.Nullable;

/**
 * What one judgement makes of a breach.
 *
 * @param open the breach to remember; null if there is none, or none any more
 * @param transition what to say; null if there is nothing new
 */
public record BreachStep(@Nullable OpenBreach open, @Nullable Breach transition) {}
