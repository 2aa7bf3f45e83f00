package io.signalfactory.stream.signals;

import java.util.List;

/**
 * Decides which datasets are judged at which tick: each of them once in every second of the clock.
 * The datasets that are left are spread evenly over the ticks that are left of the second, so that
 * no tick keeps records waiting for long. The last tick is kept free for what the others had no
 * time for. Where ticks are rare, every tick judges all datasets.
 *
 * <p>A round that takes longer than its second goes on, and the next one begins after it.
 */
final class Round {

  private static final long SECOND_MS = 1_000;

  private long tickMs = SECOND_MS;
  private List<String> datasets = List.of();
  private int next;
  private long second = Long.MIN_VALUE;
  private long latestTickMs = Long.MIN_VALUE;

  /** Whether the last round is complete, and none has begun in this second. */
  boolean isDue(long nowMs) {
    return left() == 0 && second(nowMs) != second;
  }

  /**
   * Begins the round of this second.
   *
   * @param tickMs the time between two ticks where none is late, in milliseconds
   */
  void begin(List<String> datasets, long tickMs, long nowMs) {
    this.datasets = datasets;
    this.tickMs = tickMs;
    this.next = 0;
    this.second = second(nowMs);
  }

  /** How many datasets are to be judged at this tick. To be called once per tick. */
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

  /** The next dataset to judge. */
  String next() {
    return datasets.get(next++);
  }

  private static long second(long nowMs) {
    return Math.floorDiv(nowMs, SECOND_MS);
  }
}
