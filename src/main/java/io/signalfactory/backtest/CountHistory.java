package io.signalfactory.backtest;

import io.signalfactory.signal.Signal;
import io.signalfactory.tally.TallySnapshot;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of which only the number in each interval is known. They are assumed to happen evenly
 * spread over the interval and to arrive without delay. An interval ends early if the next row
 * begins earlier; where a row is missing there were no events.
 *
 * <p>They arrive as ENFORCE reports events: one tally per second with everything that has been
 * counted in the minute, so that a row of a million events costs no more than one of a few
 * thousand.
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
   * @param datasetUrn the dataset that the events belong to
   * @param rows sorted by time, at least two
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

  /** The next event of a row, with all others of the row that are in the same second. */
  private Arrival nextOfRow(CountRow current) {
    long lengthMs = endMs(row) - current.startMs();
    long firstMs = timeOf(inRow, current, lengthMs);
    long nextSecondMs = (Math.floorDiv(firstMs, SECOND_MS) + 1) * SECOND_MS;
    long upTo = Math.min(current.events(), countBefore(nextSecondMs, current, lengthMs));
    long lastMs = timeOf(upTo - 1, current, lengthMs);
    long itsMinute = Math.floorDiv(firstMs, MINUTE_MS);
    if (itsMinute != minute) {
      minute = itsMinute;
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
        TallySnapshot.ofCount(events - 1, inMinute, minuteBeganMs, lastMs));
  }

  /** When the event at {@code index} of a row happened; the first is at the start of the row. */
  private static long timeOf(long index, CountRow row, long lengthMs) {
    return row.startMs() + index * lengthMs / row.events();
  }

  /** How many events of a row happened before a time within it, by {@link #timeOf}. */
  private static long countBefore(long timeMs, CountRow row, long lengthMs) {
    // This is rounded up, by means of the two signs: timeOf(index) is before a whole number exactly
    // if index * length / events is.
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

  /** Counts show neither what the events contain nor when exactly they happened. */
  @Override
  public boolean covers(Signal signal) {
    return signal == Signal.VOLUME;
  }

  @Override
  public List<String> notes() {
    return List.of(
        "counts are enough to judge the volume only; each row is an interval of "
            + Duration.ofMillis(intervalMs).toSeconds()
            + " seconds with its events evenly spread");
  }

  @Override
  public void close() {
    // The file was read as a whole before.
  }
}
