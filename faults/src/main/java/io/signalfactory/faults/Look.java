package io.signalfactory.faults;

import io.signalfactory.faults.Probe.Answer;
import java.util.Map;

/**
 * What one instance showed at one moment.
 *
 * @param at when it was asked, in milliseconds since 1970
 * @param instance its number
 * @param ready the answer of its readiness probe
 * @param states by their keys; empty if it did not answer
 * @param blindSeconds its metric; NaN if there is none or it was not asked for
 */
record Look(long at, int instance, Answer ready, Map<String, Shown> states, double blindSeconds) {}
