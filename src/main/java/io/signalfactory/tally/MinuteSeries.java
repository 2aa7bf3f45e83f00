package io.signalfactory.tally;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A dataset's minutes of event time, made for sums over ranges: the numbers are kept as running
 * sums, so any range costs two binary searches; causes, rules and lags are kept apart and touched
 * only when asked for, and of rules and lags the sum of the range asked for last is kept. Minutes
 * in which nothing happened take no space.
 *
 * <p>Mutable and not thread-safe: it belongs to the task that owns the dataset.
 */
public final class MinuteSeries {

  private static final int WIDTH = 5;

  private long[] minutes = new long[8];

  /** At {@code i * WIDTH}: the sums of all minutes before the one at {@code i}, plus a constant. */
  private long[] sums = new long[9 * WIDTH];

  private final MinuteDetails beside = new MinuteDetails();

  private final TrailingSum<RuleTotals> rules =
      new TrailingSum<>(this::sumOfRules, RuleTotals::plus, RuleTotals::minus);

  private final TrailingSum<LagTotals> lags =
      new TrailingSum<>(this::sumOfLags, LagTotals::plus, LagTotals::minus);

  private int size;

  /** A series without minutes. */
  public MinuteSeries() {}

  /**
   * Sets what a minute adds up to, in place of what was known of it. Cheap for the latest minute;
   * for an earlier one the cost grows with the minutes after it.
   *
   * @param minute the minute, in minutes since the epoch
   */
  public void put(long minute, Totals totals) {
    int index = indexOf(minute);
    if (index == size || minutes[index] != minute) {
      insert(index, minute);
    }
    if (beside.putRules(index, totals.rules())) {
      rules.changed(minute);
    }
    if (beside.putLags(index, totals.lags())) {
      lags.changed(minute);
    }
    beside.putCauses(index, totals.causes());
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
    int drop = indexOf(minute);
    if (drop == 0) {
      return;
    }
    System.arraycopy(minutes, drop, minutes, 0, size - drop);
    System.arraycopy(sums, drop * WIDTH, sums, 0, (size - drop + 1) * WIDTH);
    beside.removeFirst(drop);
    size -= drop;
    rules.forgotBefore(minute);
    lags.forgotBefore(minute);
  }

  /** Minutes that are kept. */
  int size() {
    return size;
  }

  /**
   * The numbers of a range.
   *
   * @param from its first minute
   * @param to the first minute after it
   */
  public Counts sum(long from, long to) {
    int first = indexOf(from);
    return between(first, Math.max(first, indexOf(to)));
  }

  /**
   * The numbers and causes of a range, without its rules and lags.
   *
   * @param from its first minute
   * @param to the first minute after it
   */
  Totals totals(long from, long to) {
    int first = indexOf(from);
    int end = Math.max(first, indexOf(to));
    Totals sum = new Totals(between(first, end), List.of());
    for (int i = first; i < end; i++) {
      List<CountedCause> causes = beside.causes(i);
      if (!causes.isEmpty()) {
        sum = sum.plus(new Totals(Counts.ZERO, causes));
      }
    }
    return sum;
  }

  /** The evaluations of a range by quality rule; cheap for the one asked for last. */
  public RuleTotals rules(MinuteRange range) {
    return rules.of(range);
  }

  private RuleTotals sumOfRules(long from, long to) {
    int end = indexOf(to);
    List<RuleTotals> found = new ArrayList<>();
    for (int i = indexOf(from); i < end; i++) {
      found.add(beside.rules(i));
    }
    return RuleTotals.sum(found);
  }

  /**
   * How long the records that arrived in a range were under way; cheap for the one asked for last.
   */
  public LagTotals lags(MinuteRange range) {
    return lags.of(range);
  }

  private LagTotals sumOfLags(long from, long to) {
    int end = indexOf(to);
    LagCounter sum = new LagCounter();
    for (int i = indexOf(from); i < end; i++) {
      sum.add(beside.lags(i));
    }
    return sum.totals();
  }

  public Counts sum(MinuteRange range) {
    return sum(range.from(), range.to());
  }

  public Totals totals(MinuteRange range) {
    return totals(range.from(), range.to());
  }

  /** The causes of one minute. */
  public List<CountedCause> causes(long minute) {
    int index = indexOf(minute);
    return index < size && minutes[index] == minute ? beside.causes(index) : List.of();
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
    beside.insert(index);
    size++;
  }
}
