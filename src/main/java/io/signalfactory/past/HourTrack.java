package io.signalfactory.past;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The minutes of one hour of a dataset: what judging it came to, by our clock, and how many late
 * events came into each minute of event time after the hour had been closed. Immutable.
 */
public final class HourTrack {

  /** Minutes per hour. */
  public static final int MINUTES = 60;

  /** Seconds per minute. */
  static final int SECONDS = 60;

  /** An hour of which nothing is known. */
  public static final HourTrack NOTHING =
      new HourTrack(
          Long.MIN_VALUE, new int[MINUTES], filled(), new int[MINUTES], new long[MINUTES]);

  private final long countedThroughMs;
  private final int[] seconds;
  private final int[] staleness;
  private final int[] worst;
  private final long[] late;

  private HourTrack(
      long countedThroughMs, int[] seconds, int[] staleness, int[] worst, long[] late) {
    this.countedThroughMs = countedThroughMs;
    this.seconds = seconds;
    this.staleness = staleness;
    this.worst = worst;
    this.late = late;
  }

  /**
   * Takes the arrays over, {@link #MINUTES} numbers each.
   *
   * @param countedThroughMs as {@link #countedThroughMs}
   * @param seconds as {@link Judged#seconds}
   * @param staleness as {@link Judged#staleness}
   * @param worst codes of {@link WorstStates}
   * @param late late events
   */
  static HourTrack of(
      long countedThroughMs, int[] seconds, int[] staleness, int[] worst, long[] late) {
    return new HourTrack(countedThroughMs, seconds, staleness, worst, late);
  }

  private static int[] filled() {
    int[] none = new int[MINUTES];
    Arrays.fill(none, Judged.NO_STALENESS);
    return none;
  }

  /**
   * When the track was written, every record that had arrived before this was counted; in
   * milliseconds since the epoch, {@link Long#MIN_VALUE} if that was not known.
   */
  public long countedThroughMs() {
    return countedThroughMs;
  }

  /**
   * What judging came to in a minute.
   *
   * @param ofHour 0 to 59
   */
  public Judged minute(int ofHour) {
    return worst[ofHour] == 0 && seconds[ofHour] == 0
        ? Judged.NOTHING
        : new Judged(seconds[ofHour], staleness[ofHour], new WorstStates(worst[ofHour]));
  }

  /** What judging came to in the whole hour. */
  public Judged whole() {
    Judged sum = Judged.NOTHING;
    for (int i = 0; i < MINUTES; i++) {
      sum = sum.and(minute(i));
    }
    return sum;
  }

  /**
   * How many late events came into a minute after its hour had been closed.
   *
   * @param ofHour 0 to 59
   */
  public long late(int ofHour) {
    return late[ofHour];
  }

  /** The track with more late events in one minute; there are never fewer than none. */
  public HourTrack withLate(int ofHour, long more) {
    long[] changed = late.clone();
    changed[ofHour] = Math.max(0, changed[ofHour] + more);
    return new HourTrack(countedThroughMs, seconds, staleness, worst, changed);
  }

  /** The track with the late events of another one. */
  public HourTrack withLateOf(HourTrack other) {
    return new HourTrack(countedThroughMs, seconds, staleness, worst, other.late);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HourTrack that
        && countedThroughMs == that.countedThroughMs
        && Arrays.equals(seconds, that.seconds)
        && Arrays.equals(staleness, that.staleness)
        && Arrays.equals(worst, that.worst)
        && Arrays.equals(late, that.late);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(seconds) + 31 * Arrays.hashCode(staleness);
  }

  @Override
  public String toString() {
    return "HourTrack[countedThroughMs="
        + countedThroughMs
        + ", seconds="
        + Arrays.toString(seconds)
        + ", staleness="
        + Arrays.toString(staleness)
        + ", worst="
        + Arrays.toString(worst)
        + ", late="
        + Arrays.toString(late)
        + "]";
  }
}
