package io.signalfactory.backtest;

import io.signalfactory.signal.Signal;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What arrived on one raw topic, in the order of arrival. */
interface History extends Closeable {

  /**
   * The longest time without an arrival; a longer one is taken for a wrong date, because the clock
   * would have to pass years second by second. Hourly totals are stored for the same time.
   */
  Duration MAX_SILENCE = Duration.ofDays(35);

  /** The latest time that is accepted: 9999-12-31T23:59:59.999Z. */
  long LATEST_MS = 253_402_300_799_999L;

  /** The time of the first arrival, in milliseconds since the epoch, after 1970. */
  long startMs() throws IOException, HistoryException;

  /** The next arrival, never earlier than the one before; null at the end. */
  @Nullable Arrival next() throws IOException, HistoryException;

  /** When the history ends, in milliseconds since the epoch; known once all of it has been read. */
  long endMs();

  /** How much of it has been read, 0 to 1; NaN if that is not known. */
  double share() throws IOException;

  /** Whether it contains enough to judge a signal. */
  boolean covers(Signal signal);

  /** Sentences about how it was read, for the user; known once all of it has been read. */
  List<String> notes();
}
