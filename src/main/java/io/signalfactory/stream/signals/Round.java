package io.signalfactory.stream.signals;

import java.util.List;

/**
 * Which datasets are judged at which tick: each once in every second of the clock. What is left of
 * a second's datasets is dealt out evenly over the ticks that are left of the second, so that no
 * tick holds up the records for long; all but the last, which is kept for what the others had no
 * time for. Where ticks come seldom, all are judged at each.
 *
 * <p>A round that does not get through within its second goes on, and the next one begins after it.
 */
final class Round {

  private static final long SECOND_MS = 1_000;

  private long tickMs = SECOND_MS;
  private List<String> datasets = List.of();
  private int next;
  private long second = Long.MIN_VALUE;
  private long latestTickMs = Long.MIN_VALUE;

  /** Whether all datasets have been judged, and this is a second in which none was yet. */
  boolean isDue(long nowMs) {
    return left() == 0 && second(nowMs) != second;
  }

  /**
   * Begins the round of this second.
   *
   * @param tickMs how far ticks are apart where none is late, in milliseconds
   */
  void begin(List<String> datasets, long tickMs, long nowMs) {
    this.datasets = datasets;
    this.tickMs = tickMs;
    this.next = 0;
    this.second = second(nowMs);
  }

  /** How many datasets are to be judged at this tick. To be asked once at each. */
  int share(long nowMs) {
    boolean first = latestTickMs == Long.MIN_VALUE;
    long step = first ? SECOND_MS : Math.max(tickMs, nowMs - latestTickMs);
    latestTickMs = nowMs;
    if (second(nowMs) != second) {
      return left();
    }
    int ticksAfter = (int) ((SECOND_MS - 1 - Math.floorMod(nowMs, SECOND_MS)) / step);
    int ticks = Math.max(1, ticksAfter);
    return (left() + ticks - 1) / ticks;
  }

  private int left() {
    return datasets.size() - next;
  }

  /** The next dataset to be judged. */
  String next() {
    return datasets.get(next++);
  }

  private static long second(long nowMs) {
    return Math.floorDiv(nowMs, SECOND_MS);
  }
}
