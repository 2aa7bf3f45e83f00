package io.signalfactory.backtest;

import io.signalfactory.signal.Signal;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened on one raw topic, in the order of arrival. */
interface History extends Closeable {

  /**
   * The longest silence that is believed: one wrong date would otherwise let years pass, a second
   * at a time. As long as hourly totals are kept.
   */
  Duration MAX_SILENCE = Duration.ofDays(35);

  /** The latest time there is: 9999-12-31T23:59:59.999Z. */
  long LATEST_MS = 253_402_300_799_999L;

  /** When it begins, in milliseconds since the epoch, after 1970. */
  long startMs() throws IOException, HistoryException;

  /** What arrived next, never earlier than what came before; null at the end. */
  @Nullable Arrival next() throws IOException, HistoryException;

  /** Up to when it tells what happened, in milliseconds since the epoch; known at the end. */
  long endMs();

  /** How much of it has arrived, 0 to 1; NaN where that is not known. */
  double share() throws IOException;

  /** Whether it tells enough to judge a signal. */
  boolean tells(Signal signal);

  /** What its reader should know about how it was understood, in sentences; known at the end. */
  List<String> notes();
}
