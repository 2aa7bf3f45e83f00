package io.signalfactory.contract;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The order of versions that are whole numbers between dots, with a pre-release after a hyphen as
 * in Semantic Versioning: {@code 1.9} is before {@code 1.10}, and {@code 2.0.0-rc1} before {@code
 * 2.0.0}. A pre-release begins with a letter, as {@code 2024-01} is a month. Other versions have no
 * order.
 *
 * @see <a href="https://semver.org/spec/v2.0.0.html#spec-item-11">Semantic Versioning,
 *     precedence</a>
 */
final class VersionOrder {

  private static final Pattern ORDERED =
      Pattern.compile(
          "v?([0-9]+(?:\\.[0-9]+)*)(?:-([A-Za-z][0-9A-Za-z-]*(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z.-]+)?");

  /** Versions like {@code rc10}: letters and a number, which people count up. */
  private static final Pattern COUNTED = Pattern.compile("([A-Za-z-]*)([0-9]+)");

  private VersionOrder() {}

  /** Whether both versions have an order and the first is before the second. */
  static boolean isEarlier(String first, String second) {
    Matcher left = ORDERED.matcher(first);
    Matcher right = ORDERED.matcher(second);
    if (!left.matches() || !right.matches()) {
      return false;
    }
    int order = compareNumbers(left.group(1), right.group(1));
    return order == 0 ? isEarlierPreRelease(left.group(2), right.group(2)) : order < 0;
  }

  private static int compareNumbers(String first, String second) {
    String[] left = first.split("\\.", -1);
    String[] right = second.split("\\.", -1);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order = number(left, i).compareTo(number(right, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static BigInteger number(String[] numbers, int index) {
    return index < numbers.length ? new BigInteger(numbers[index]) : BigInteger.ZERO;
  }

  /** A version without a pre-release comes after all of its pre-releases. */
  private static boolean isEarlierPreRelease(@Nullable String first, @Nullable String second) {
    if (first == null || second == null) {
      return first != null;
    }
    String[] left = first.split("\\.", -1);
    String[] right = second.split("\\.", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = compareParts(left[i], right[i]);
      if (order != 0) {
        return order < 0;
      }
    }
    return left.length < right.length;
  }

  private static int compareParts(String first, String second) {
    Matcher left = COUNTED.matcher(first);
    Matcher right = COUNTED.matcher(second);
    if (left.matches() && right.matches() && left.group(1).equals(right.group(1))) {
      return new BigInteger(left.group(2)).compareTo(new BigInteger(right.group(2)));
    }
    boolean number = first.chars().allMatch(Character::isDigit);
    boolean other = second.chars().allMatch(Character::isDigit);
    return number == other ? first.compareTo(second) : number ? -1 : 1;
  }
}
