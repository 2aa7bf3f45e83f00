/**
 * Files of recorded events, one a line: the format that {@code local --replay} sends and {@code
 * backtest} judges. {@link io.signalfactory.replay.ReplayReader} is the door, and {@link
 * io.signalfactory.replay.LineReader} for what else comes in lines.
 */
@NullMarked
package io.signalfactory.replay;

import org.jspecify.annotations.NullMarked;
