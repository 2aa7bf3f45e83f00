package io.signalfactory.signal;

/**
 * One transition of a breach among all of them.
 *
 * @param number its number, counted from 1; a gap in the numbers shows that transitions in between
 *     are no longer kept
 * @param breach the breach after the transition
 */
public record Transition(int number, Breach breach) {}
