package io.signalfactory.server.api;

import io.signalfactory.gate.IdentityRules;
import io.signalfactory.sampling.SharedSampler;

/**
 * What contracts are drafted from.
 *
 * @param sampler reads the topics
 * @param identity how producers name themselves
 */
public record Drafting(SharedSampler sampler, IdentityRules identity) {}
