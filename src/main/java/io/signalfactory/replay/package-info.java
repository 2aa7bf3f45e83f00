/**
 * Files of recorded events, one event per line: {@code local --replay} sends them, and {@code
 * backtest} judges them.
 *
 * <p>The doors: {@link io.signalfactory.replay.ReplayReader} reads such a file into {@link
 * io.signalfactory.replay.ReplayRecord}s, or throws {@link
 * io.signalfactory.replay.ReplayLineException}, and {@link io.signalfactory.replay.LineReader} any
 * other file that consists of lines.
 */
@NullMarked
package io.signalfactory.replay;

import org.jspecify.annotations.NullMarked;
