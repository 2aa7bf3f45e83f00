/**
 * What would have fired: the topology over a history, by the history's own clock. {@link
 * io.signalfactory.backtest.Backtest} is the door. The only place outside the tests that knows the
 * test driver of Kafka Streams (ADR 0010).
 */
@NullMarked
package io.signalfactory.backtest;

import org.jspecify.annotations.NullMarked;
