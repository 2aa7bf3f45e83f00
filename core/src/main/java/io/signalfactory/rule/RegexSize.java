package io.signalfactory.rule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates the size of a regular expression when it is compiled. RE2/J expands repetitions, so the
 * short pattern {@code ((a{1000}){1000}){1000}} would fill any memory.
 */
final class RegexSize {

  /** Matching a large event with a larger expression would take seconds. */
  private static final long MAX_SIZE = 5_000;

  /** The most groups in each other, as RE2/J compiles them by recursion. */
  private static final int MAX_DEPTH = 100;

  private static final Pattern REPETITION = Pattern.compile("\\{([0-9]+)(,([0-9]*))?\\}");

  private final String regex;
  private final Matcher repetition;
  private final Deque<Long> sizesAround = new ArrayDeque<>();
  private long size;
  private long last;

  private RegexSize(String regex) {
    this.regex = regex;
    this.repetition = REPETITION.matcher(regex);
  }

  /** Whether the regular expression is small enough; it may be invalid all the same. */
  static boolean isBounded(String regex) {
    return new RegexSize(regex).staysBounded();
  }

  private boolean staysBounded() {
    int at = 0;
    while (at < regex.length()) {
      at = next(at);
      if (size > MAX_SIZE || sizesAround.size() > MAX_DEPTH) {
        return false;
      }
    }
    return true;
  }

  /** Adds the part that begins at {@code at}, and returns the index of the next part. */
  private int next(int at) {
    switch (regex.charAt(at)) {
      case '(' -> {
        sizesAround.push(size);
        size = 0;
      }
      case ')' -> {
        last = size + 2;
        size = last + (sizesAround.isEmpty() ? 0 : sizesAround.pop());
      }
      case '[' -> {
        atom();
        return endOfClass(at);
      }
      case '\\' -> {
        return escape(at);
      }
      case '{' -> {
        return repeat(at);
      }
      default -> atom();
    }
    return at + 1;
  }

  private void atom() {
    last = 1;
    size++;
  }

  private int escape(int at) {
    if (!regex.startsWith("\\Q", at)) {
      atom();
      return at + 2;
    }
    int end = regex.indexOf("\\E", at);
    int quotedEnd = end < 0 ? regex.length() : end;
    size += quotedEnd - at;
    last = 1;
    return quotedEnd + 2;
  }

  private int repeat(int at) {
    repetition.region(at, regex.length());
    if (!repetition.lookingAt()) {
      atom();
      return at + 1;
    }
    String most = repetition.group(3);
    long times =
        most == null || most.isEmpty()
            ? times(repetition.group(1)) + (most == null ? 0 : 1)
            : times(most);
    long before = size - last;
    last = Math.max(1, last * times);
    size = before + last;
    return repetition.end();
  }

  /** RE2/J itself refuses counts above 1,000. */
  private static long times(String digits) {
    return digits.length() > 4 ? 10_000 : Long.parseLong(digits);
  }

  private int endOfClass(int at) {
    int i = at + 1;
    if (i < regex.length() && regex.charAt(i) == '^') {
      i++;
    }
    if (i < regex.length() && regex.charAt(i) == ']') {
      i++;
    }
    while (i < regex.length() && regex.charAt(i) != ']') {
      i += regex.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }
}
