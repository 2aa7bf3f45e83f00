package io.signalfactory.gate;

/**
 * An event's key under a unique rule, of which it is not known yet whether it is the first.
 *
 * @param rule the rule
 * @param key the key
 */
public record KeyClaim(UniqueRule rule, KeyHash key) {}
