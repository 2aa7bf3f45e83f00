package io.signalfactory.signal;

import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the minutes of a trailing range add up to, asked for time and again. The last of them is
 * being counted; the others seldom change, and are added up again only when they do or when the
 * range has moved on: with an hour asked for every 5 seconds, once instead of 12 times a minute.
 *
 * <p>Mutable and not thread-safe.
 *
 * @param <T> what is added up
 */
final class TrailingSum<T> {

  private final Addends<T> addends;
  private final BinaryOperator<T> plus;
  private long from;
  private long to;

  /** The sum from {@link #from} up to {@link #to} and without it; null if it has to be made. */
  private @Nullable T earlier;

  /**
   * @param addends makes the sum of any minutes
   * @param plus adds two sums
   */
  TrailingSum(Addends<T> addends, BinaryOperator<T> plus) {
    this.addends = addends;
    this.plus = plus;
  }

  /** The sum of a range, which is not empty. */
  T of(MinuteRange range) {
    long last = range.to() - 1;
    T sum = earlier;
    if (sum == null || from != range.from() || to != last) {
      from = range.from();
      to = last;
      sum = addends.sum(from, to);
      earlier = sum;
    }
    return plus.apply(sum, addends.sum(last, range.to()));
  }

  /** A minute may add something else than it did. */
  void changed(long minute) {
    if (from <= minute && minute < to) {
      earlier = null;
    }
  }

  /** Nothing before a minute adds anything any more. */
  void forgotBefore(long minute) {
    if (from < minute) {
      earlier = null;
    }
  }

  /** What is added up. */
  @FunctionalInterface
  interface Addends<T> {

    /** The sum of the minutes from one on, up to another and without it. */
    T sum(long fromMinute, long toMinute);
  }
}
