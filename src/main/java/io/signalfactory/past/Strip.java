package io.signalfactory.past;

import io.signalfactory.signal.State;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The worst state of a dataset in each of 24 hours, whichever signal it was. Immutable.
 *
 * <p>As text it has one letter per hour, the earliest first: O for OK, U for UNKNOWN, W for
 * WARNING, C for CRITICAL, and {@code .} for an hour in which the dataset was not judged.
 */
public final class Strip {

  /** Hours in a strip. */
  public static final int HOURS = 24;

  private static final char[] LETTERS = {'.', 'O', 'U', 'W', 'C'};
  static final int LARGEST_RANK = LETTERS.length - 1;

  private final long lastHour;
  private final byte[] ranks;

  private Strip(long lastHour, byte[] ranks) {
    this.lastHour = lastHour;
    this.ranks = ranks;
  }

  /** A strip that ends with this hour, and knows nothing. */
  public static Strip endingWith(long lastHour) {
    return new Strip(lastHour, new byte[HOURS]);
  }

  /** Takes the ranks over, {@value #HOURS} of them. */
  static Strip of(long lastHour, byte[] ranks) {
    return new Strip(lastHour, ranks);
  }

  /** The last hour, in hours since the epoch. */
  public long lastHour() {
    return lastHour;
  }

  /** What {@link WorstStates} calls the rank of an hour, which is counted from the earliest, 0. */
  int rank(int index) {
    return ranks[index];
  }

  /** The strip moved on, or back, so that it ends with this hour. */
  public Strip movedTo(long hour) {
    if (hour == lastHour) {
      return this;
    }
    byte[] moved = new byte[HOURS];
    for (int i = 0; i < HOURS; i++) {
      long from = i + hour - lastHour;
      moved[i] = from >= 0 && from < HOURS ? ranks[(int) from] : 0;
    }
    return new Strip(hour, moved);
  }

  /** The strip, moved on to this hour if it is later, after these states were seen in it. */
  public Strip with(long hour, WorstStates states) {
    Strip moved = hour > lastHour ? movedTo(hour) : this;
    long index = HOURS - 1 - (moved.lastHour - hour);
    if (index < 0 || states.rank() <= moved.ranks[(int) index]) {
      return moved;
    }
    byte[] changed = moved.ranks.clone();
    changed[(int) index] = (byte) states.rank();
    return new Strip(moved.lastHour, changed);
  }

  /** The worst state of an hour, counted from the earliest, 0; null if it was not judged. */
  @Nullable State state(int index) {
    return WorstStates.state(ranks[index]);
  }

  /** The strip as text, {@value #HOURS} letters. */
  public String text() {
    StringBuilder text = new StringBuilder(HOURS);
    for (byte rank : ranks) {
      text.append(LETTERS[rank]);
    }
    return text.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Strip that
        && lastHour == that.lastHour
        && Arrays.equals(ranks, that.ranks);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(lastHour) + 31 * Arrays.hashCode(ranks);
  }

  @Override
  public String toString() {
    return text() + " until hour " + lastHour;
  }
}
