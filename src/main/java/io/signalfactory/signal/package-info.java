/**
 * What Evidence adds up to: tallies, windows, the judgement of each signal against its SLO, and the
 * life of a breach. Pure functions of their arguments and a clock value; nothing here knows Kafka.
 */
@NullMarked
package io.signalfactory.signal;

import org.jspecify.annotations.NullMarked;
