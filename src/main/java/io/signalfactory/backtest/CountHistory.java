package io.signalfactory.backtest;

import io.signalfactory.signal.Signal;
import io.signalfactory.tally.Tallied;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of which only the number in each interval is known: they are taken to have happened evenly
 * spread over it, and to have arrived at once. A row's interval ends where the next one begins, if
 * that is sooner; where rows are missing there were no events.
 *
 * <p>They arrive as ENFORCE would tell of them: one tally a second, of all that has been counted in
 * the minute, so that a row of a million costs no more than one of a few thousand.
 */
final class CountHistory implements History {

  private static final long SECOND_MS = 1_000;
  private static final long MINUTE_MS = 60_000;

  private final String datasetUrn;
  private final List<CountRow> rows;
  private final long intervalMs;
  private int row;
  private long events;
  private long inRow;
  private long minute = Long.MIN_VALUE;
  private long inMinute;
  private long minuteBeganMs;

  /**
   * @param datasetUrn the dataset that the events are of
   * @param rows in the order of time, at least two
   */
  CountHistory(String datasetUrn, List<CountRow> rows) {
    this.datasetUrn = datasetUrn;
    this.rows = rows;
    this.intervalMs = CountFile.intervalMs(rows);
  }

  @Override
  public long startMs() {
    return rows.get(0).startMs();
  }

  @Override
  public @Nullable Arrival next() {
    while (row < rows.size() && inRow == rows.get(row).events()) {
      row++;
      inRow = 0;
    }
    return row == rows.size() ? null : nextOfRow(rows.get(row));
  }

  /** The events of a row that fall into the same second as its next one. */
  private Arrival nextOfRow(CountRow current) {
    long lengthMs = endMs(row) - current.startMs();
    long firstMs = timeOf(inRow, current, lengthMs);
    long nextSecondMs = (Math.floorDiv(firstMs, SECOND_MS) + 1) * SECOND_MS;
    long upTo = Math.min(current.events(), countBefore(nextSecondMs, current, lengthMs));
    long lastMs = timeOf(upTo - 1, current, lengthMs);
    long fallsIn = Math.floorDiv(firstMs, MINUTE_MS);
    if (fallsIn != minute) {
      minute = fallsIn;
      inMinute = 0;
      minuteBeganMs = firstMs;
    }
    long more = upTo - inRow;
    inMinute += more;
    events += more;
    inRow = upTo;
    return new Arrival.OfTally(
        lastMs,
        more,
        datasetUrn,
        minute,
        Tallied.ofCount(events - 1, inMinute, minuteBeganMs, lastMs));
  }

  /** When the event at {@code index} of a row happened: the first one as the row begins. */
  private static long timeOf(long index, CountRow row, long lengthMs) {
    return row.startMs() + index * lengthMs / row.events();
  }

  /** How many events of a row happened before a time within it, by {@link #timeOf}. */
  private static long countBefore(long timeMs, CountRow row, long lengthMs) {
    // index * length / events, cut to a whole number, is below a whole number where it is itself;
    // the two signs round up
    return -Math.floorDiv(-(timeMs - row.startMs()) * row.events(), lengthMs);
  }

  private long endMs(int index) {
    long end = rows.get(index).startMs() + intervalMs;
    return index + 1 == rows.size() ? end : Math.min(end, rows.get(index + 1).startMs());
  }

  @Override
  public long endMs() {
    return endMs(rows.size() - 1);
  }

  @Override
  public double share() {
    return (double) row / rows.size();
  }

  /** Counts say nothing of what was in the events, nor when exactly they happened. */
  @Override
  public boolean tells(Signal signal) {
    return signal == Signal.VOLUME;
  }

  @Override
  public List<String> notes() {
    return List.of(
        "counts tell of the volume only; each row is "
            + Duration.ofMillis(intervalMs).toSeconds()
            + " seconds, its events evenly spread");
  }

  @Override
  public void close() {
    // All of it has been read.
  }
}
