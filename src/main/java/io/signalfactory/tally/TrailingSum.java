package io.signalfactory.tally;

import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The sum of a trailing range of minutes, for a caller that requests it again and again. Only the
 * last minute changes often, so the sum of the others is kept until one of them changes. When the
 * range moves on, new minutes are added to that sum, and the minutes that the range leaves are
 * subtracted if that is exact.
 *
 * <p>Mutable and not thread-safe.
 *
 * @param <T> the type of the sums
 */
final class TrailingSum<T> {

  private final RangeSum<T> sums;
  private final BinaryOperator<T> plus;
  private final Subtraction<T> minus;

  /** The first minute of {@link #earlier}. */
  private long from;

  /** The first minute after {@link #earlier}, which is the last minute of the range. */
  private long to;

  /** The sum of all minutes of the range but the last one; null if it has to be computed. */
  private @Nullable T earlier;

  /**
   * @param sums computes the sum of any range
   * @param plus adds two sums
   * @param minus subtracts a part from a sum
   */
  TrailingSum(RangeSum<T> sums, BinaryOperator<T> plus, Subtraction<T> minus) {
    this.sums = sums;
    this.plus = plus;
    this.minus = minus;
  }

  /** The sum of a range, which is not empty. */
  T of(MinuteRange range) {
    long last = range.to() - 1;
    T sum = earlierSum(range.from(), last);
    from = range.from();
    to = last;
    earlier = sum;
    return plus.apply(sum, sums.of(last, range.to()));
  }

  private T earlierSum(long newFrom, long newTo) {
    T kept = earlier;
    long moved = newTo - to;
    if (kept == null || newFrom - from != moved) {
      return sums.of(newFrom, newTo);
    }
    if (moved == 0) {
      return kept;
    }
    T slid =
        moved < 0 || moved >= to - from
            ? null
            : minus.of(plus.apply(kept, sums.of(to, newTo)), sums.of(from, newFrom));
    return slid == null ? sums.of(newFrom, newTo) : slid;
  }

  /** Has to be called when a minute changes. */
  void invalidate(long minute) {
    if (from <= minute && minute < to) {
      earlier = null;
    }
  }

  /** Has to be called when all minutes before {@code minute} are removed. */
  void invalidateBefore(long minute) {
    if (from < minute) {
      earlier = null;
    }
  }

  /** Computes the sum of any range. */
  @FunctionalInterface
  interface RangeSum<T> {

    /**
     * The sum of a range.
     *
     * @param from its first minute, in minutes since the epoch
     * @param to the first minute after it
     */
    T of(long from, long to);
  }

  /** Subtracts a part from a sum. */
  @FunctionalInterface
  interface Subtraction<T> {

    /** The sum without a part of it; null if it cannot be worked out exactly. */
    @Nullable T of(T sum, T part);
  }
}
