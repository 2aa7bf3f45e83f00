package io.signalfactory.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody most likely meant by an unknown one. */
public final class Nearest {

  private static final int MAX_LENGTH = 255;

  private Nearest() {}

  /**
   * The candidate that differs least from the word, if it differs in at most one of three letters;
   * one wrong letter is always allowed.
   *
   * @return empty if no candidate is near enough, or if the word has more than 255 characters
   */
  public static Optional<String> of(String word, Collection<String> candidates) {
    return of(word, candidates, Math.max(1, word.length() / 3));
  }

  /**
   * The candidate that differs least from the word: the one with the fewest typing mistakes (a
   * letter too many, missing, wrong, or two swapped; case does not count) between the two. Of
   * several, the first.
   *
   * @param mistakes the most mistakes that a candidate may be away from the word
   * @return empty if no candidate is near enough, or if the word has more than 255 characters
   */
  public static Optional<String> of(String word, Collection<String> candidates, int mistakes) {
    if (word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return candidates.stream()
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= mistakes)
        .map(candidate -> new Ranked(candidate, distance(word, candidate)))
        .filter(candidate -> candidate.distance <= mistakes)
        .min(Comparator.comparingInt(Ranked::distance))
        .map(Ranked::name);
  }

  private record Ranked(String name, int distance) {}

  /** The optimal string alignment distance. */
  private static int distance(String word, String candidate) {
    String from = word.toLowerCase(Locale.ROOT);
    String to = candidate.toLowerCase(Locale.ROOT);
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] recycled = beforeLast;
      beforeLast = last;
      last = row;
      row = recycled;
    }
    return last[to.length()];
  }
}
