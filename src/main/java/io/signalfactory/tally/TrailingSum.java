package io.signalfactory.tally;

import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the minutes of a trailing range add up to, asked for time and again. The last of them is
 * being counted; the others seldom change, so their sum is kept until one of them does. When the
 * range moves on, the minutes that it leaves are taken off, where that can be done exactly.
 *
 * <p>Mutable and not thread-safe.
 *
 * @param <T> what is added up
 */
final class TrailingSum<T> {

  private final Addends<T> addends;
  private final BinaryOperator<T> plus;
  private final Minus<T> minus;
  private long from;
  private long to;

  /** The sum from {@link #from} up to {@link #to} and without it; null if it has to be made. */
  private @Nullable T earlier;

  /**
   * @param addends makes the sum of any minutes
   * @param plus adds two sums
   * @param minus takes from a sum what was added before
   */
  TrailingSum(Addends<T> addends, BinaryOperator<T> plus, Minus<T> minus) {
    this.addends = addends;
    this.plus = plus;
    this.minus = minus;
  }

  /** The sum of a range, which is not empty. */
  T of(MinuteRange range) {
    long last = range.to() - 1;
    T sum = upTo(last, range.from());
    from = range.from();
    to = last;
    earlier = sum;
    return plus.apply(sum, addends.sum(last, range.to()));
  }

  private T upTo(long newTo, long newFrom) {
    long moved = newTo - to;
    if (earlier == null || newFrom - from != moved) {
      return addends.sum(newFrom, newTo);
    }
    if (moved == 0) {
      return earlier;
    }
    T left =
        moved < 0 || moved >= to - from
            ? null
            : minus.of(plus.apply(earlier, addends.sum(to, newTo)), addends.sum(from, newFrom));
    return left == null ? addends.sum(newFrom, newTo) : left;
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

  /** Takes off what was added. */
  @FunctionalInterface
  interface Minus<T> {

    /** A sum without a part of it; null where that cannot be told any more. */
    @Nullable T of(T sum, T part);
  }
}
