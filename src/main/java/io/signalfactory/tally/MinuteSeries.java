package io.signalfactory.tally;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The minutes of one dataset, made for sums over ranges. Counts are kept as running sums, so the
 * sum of any range costs two binary searches. Causes, rules and lags are kept apart and added up
 * only on request; for rules and lags the sum of the last requested range is kept. Minutes without
 * events and arrivals take no space.
 *
 * <p>Mutable and not thread-safe: it belongs to the task that owns the dataset.
 */
public final class MinuteSeries {

  /** How many numbers {@link Counts} has. */
  private static final int WIDTH = 5;

  private long[] minutes = new long[8];

  /**
   * From {@code i * WIDTH} on: the counts of all minutes before the one at index {@code i}, plus a
   * constant, which is left over from minutes that were removed.
   */
  private long[] sums = new long[9 * WIDTH];

  private final MinuteDetails details = new MinuteDetails();

  private final TrailingSum<RuleTotals> rules =
      new TrailingSum<>(this::sumOfRules, RuleTotals::plus, RuleTotals::minus);

  private final TrailingSum<LagTotals> lags =
      new TrailingSum<>(this::sumOfLags, LagTotals::plus, LagTotals::minus);

  private int size;

  /** A series without minutes. */
  public MinuteSeries() {}

  /**
   * Replaces the totals of a minute. Cheap for the latest minute; for an earlier one the cost grows
   * with the number of minutes after it.
   *
   * @param minute the minute, in minutes since the epoch
   */
  public void put(long minute, Totals totals) {
    int index = indexOf(minute);
    if (index == size || minutes[index] != minute) {
      insert(index, minute);
    }
    if (details.putRules(index, totals.rules())) {
      rules.invalidate(minute);
    }
    if (details.putLags(index, totals.lags())) {
      lags.invalidate(minute);
    }
    details.putCauses(index, totals.causes());
    Counts now = totals.counts();
    Counts before = between(index, index + 1);
    for (int i = index + 1; i <= size; i++) {
      int at = i * WIDTH;
      sums[at] += now.events() - before.events();
      sums[at + 1] += now.failed() - before.failed();
      sums[at + 2] += now.warned() - before.warned();
      sums[at + 3] += now.ruleEvaluations() - before.ruleEvaluations();
      sums[at + 4] += now.rulePasses() - before.rulePasses();
    }
  }

  /** Forgets every minute before {@code minute}. */
  public void forgetBefore(long minute) {
    int removed = indexOf(minute);
    if (removed == 0) {
      return;
    }
    System.arraycopy(minutes, removed, minutes, 0, size - removed);
    System.arraycopy(sums, removed * WIDTH, sums, 0, (size - removed + 1) * WIDTH);
    details.removeFirst(removed);
    size -= removed;
    rules.invalidateBefore(minute);
    lags.invalidateBefore(minute);
  }

  /** How many minutes are kept. */
  int size() {
    return size;
  }

  /**
   * The counts of a range.
   *
   * @param from its first minute, in minutes since the epoch
   * @param to the first minute after it
   */
  public Counts sum(long from, long to) {
    int first = indexOf(from);
    return between(first, Math.max(first, indexOf(to)));
  }

  /**
   * The counts and causes of a range, without its rules and lags.
   *
   * @param from its first minute, in minutes since the epoch
   * @param to the first minute after it
   */
  Totals totals(long from, long to) {
    int first = indexOf(from);
    int end = Math.max(first, indexOf(to));
    Totals sum = new Totals(between(first, end), List.of());
    for (int i = first; i < end; i++) {
      List<CountedCause> causes = details.causes(i);
      if (!causes.isEmpty()) {
        sum = sum.plus(new Totals(Counts.ZERO, causes));
      }
    }
    return sum;
  }

  /** The evaluations of a range by quality rule; cheap for the range that was requested last. */
  public RuleTotals rules(MinuteRange range) {
    return rules.of(range);
  }

  /**
   * The evaluations of a range by quality rule, added up anew: for a range that is requested once.
   *
   * @param from its first minute, in minutes since the epoch
   * @param to the first minute after it
   */
  public RuleTotals sumOfRules(long from, long to) {
    int end = indexOf(to);
    List<RuleTotals> found = new ArrayList<>();
    for (int i = indexOf(from); i < end; i++) {
      found.add(details.rules(i));
    }
    return RuleTotals.sum(found);
  }

  /** The lags of the records that arrived in a range; cheap for the range requested last. */
  public LagTotals lags(MinuteRange range) {
    return lags.of(range);
  }

  private LagTotals sumOfLags(long from, long to) {
    int end = indexOf(to);
    LagCounter sum = new LagCounter();
    for (int i = indexOf(from); i < end; i++) {
      sum.add(details.lags(i));
    }
    return sum.totals();
  }

  /** The counts of a range. */
  public Counts sum(MinuteRange range) {
    return sum(range.from(), range.to());
  }

  /** The counts and causes of a range, without its rules and lags. */
  public Totals totals(MinuteRange range) {
    return totals(range.from(), range.to());
  }

  /** The causes of one minute, which is given in minutes since the epoch. */
  public List<CountedCause> causes(long minute) {
    int index = indexOf(minute);
    return index < size && minutes[index] == minute ? details.causes(index) : List.of();
  }

  private Counts between(int first, int end) {
    int a = first * WIDTH;
    int b = end * WIDTH;
    return new Counts(
        sums[b] - sums[a],
        sums[b + 1] - sums[a + 1],
        sums[b + 2] - sums[a + 2],
        sums[b + 3] - sums[a + 3],
        sums[b + 4] - sums[a + 4]);
  }

  /** The index of the first minute at or after {@code minute}; {@code size} if there is none. */
  private int indexOf(long minute) {
    int found = Arrays.binarySearch(minutes, 0, size, minute);
    return found >= 0 ? found : -found - 1;
  }

  private void insert(int index, long minute) {
    if (size == minutes.length) {
      minutes = Arrays.copyOf(minutes, size * 2);
      sums = Arrays.copyOf(sums, (size * 2 + 1) * WIDTH);
    }
    System.arraycopy(minutes, index, minutes, index + 1, size - index);
    System.arraycopy(sums, index * WIDTH, sums, (index + 1) * WIDTH, (size - index + 1) * WIDTH);
    minutes[index] = minute;
    details.insert(index);
    size++;
  }
}
