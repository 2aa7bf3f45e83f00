package io.signalfactory.gate;

/**
 * The key of an event under a unique rule. Whether another event had it before is not known yet.
 *
 * @param rule the rule
 * @param key the key
 */
public record KeyClaim(UniqueRule rule, KeyHash key) {}
