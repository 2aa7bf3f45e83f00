package io.signalfactory.baseline;

import java.util.Arrays;

/** At least one number, in ascending order. Immutable. */
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

  /** The median without one of the numbers; if there is no other, that number. */
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

  /** The smallest number that a share of all numbers, 0 to 1, does not exceed. */
  double quantile(double share) {
    int rank = (int) Math.ceil(share * numbers.length) - 1;
    return numbers[Math.max(0, Math.min(numbers.length - 1, rank))];
  }

  /** The {@code rank}-th smallest number, from 1. */
  double smallest(int rank) {
    return numbers[rank - 1];
  }

  /** The {@code rank}-th largest number, from 1. */
  double largest(int rank) {
    return numbers[numbers.length - rank];
  }
}
