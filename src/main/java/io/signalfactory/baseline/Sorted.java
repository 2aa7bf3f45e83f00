package io.signalfactory.baseline;

import java.util.Arrays;

/** Numbers in ascending order, asked for their ranks. Immutable; holds at least one number. */
final class Sorted {

  private final double[] numbers;

  private Sorted(double[] numbers) {
    this.numbers = numbers;
  }

  /** The first {@code count} of {@code numbers}. */
  static Sorted of(double[] numbers, int count) {
    double[] sorted = Arrays.copyOf(numbers, count);
    Arrays.sort(sorted);
    return new Sorted(sorted);
  }

  int size() {
    return numbers.length;
  }

  double median() {
    return (numbers[(numbers.length - 1) / 2] + numbers[numbers.length / 2]) / 2;
  }

  /** The median of all but one number that is among them; itself if it is alone. */
  double medianWithout(double number) {
    int rest = numbers.length - 1;
    if (rest == 0) {
      return number;
    }
    int gone = Arrays.binarySearch(numbers, number);
    return (skipping(gone, (rest - 1) / 2) + skipping(gone, rest / 2)) / 2;
  }

  private double skipping(int gone, int rank) {
    return numbers[rank < gone ? rank : rank + 1];
  }

  /** The number that a share of all, 0 to 1, does not exceed. */
  double quantile(double share) {
    int rank = (int) Math.ceil(share * numbers.length) - 1;
    return numbers[Math.max(0, Math.min(numbers.length - 1, rank))];
  }

  /** The {@code rank}-th smallest, from 1 on. */
  double smallest(int rank) {
    return numbers[rank - 1];
  }

  /** The {@code rank}-th largest, from 1 on. */
  double largest(int rank) {
    return numbers[numbers.length - rank];
  }
}
