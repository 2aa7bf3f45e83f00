package io.signalfactory.contract;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** The order of versions that are whole numbers between dots; other versions have no order. */
final class VersionOrder {

  private static final Pattern ORDERED = Pattern.compile("v?[0-9]+(\\.[0-9]+)*");

  private VersionOrder() {}

  /** Whether both versions have an order and the first is before the second. */
  static boolean isEarlier(String first, String second) {
    if (!ORDERED.matcher(first).matches() || !ORDERED.matcher(second).matches()) {
      return false;
    }
    String[] left = numbers(first);
    String[] right = numbers(second);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order = part(left, i).compareTo(part(right, i));
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }

  private static String[] numbers(String version) {
    return (version.startsWith("v") ? version.substring(1) : version).split("\\.", -1);
  }

  private static BigInteger part(String[] numbers, int index) {
    return index < numbers.length ? new BigInteger(numbers[index]) : BigInteger.ZERO;
  }
}
