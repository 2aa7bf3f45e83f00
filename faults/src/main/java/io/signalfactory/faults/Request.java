package io.signalfactory.faults;

import io.signalfactory.rig.RigException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param faults in their order; one that is repeated more than once
 * @param recorded whether the results go into the document
 */
record Request(List<Fault> faults, boolean recorded) {

  private static final String TIMES = "--times=";

  /**
   * Reads {@code [--short] [--record] [--times=N] [FAULT...]}; without names and {@code --short} it
   * is every fault.
   *
   * @throws RigException if a word is none of these
   */
  static Request read(List<String> words) {
    List<String> names = new ArrayList<>();
    boolean fewest = false;
    boolean recorded = false;
    int times = 1;
    for (String word : words) {
      if (word.equals("--short")) {
        fewest = true;
      } else if (word.equals("--record")) {
        recorded = true;
      } else if (word.startsWith(TIMES)) {
        times = times(word.substring(TIMES.length()));
      } else if (word.startsWith("-")) {
        throw new RigException(
            "unknown option " + word + "; known are --short, --record and --times=N");
      } else {
        names.add(word);
      }
    }
    if (fewest && !names.isEmpty()) {
      throw new RigException("give either --short or the names of faults, not both");
    }
    List<Fault> once =
        fewest ? Faults.fewest() : names.isEmpty() ? Faults.all() : Faults.named(names);
    List<Fault> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.addAll(once);
    }
    return new Request(List.copyOf(all), recorded);
  }

  private static int times(String text) {
    try {
      int times = Integer.parseInt(text);
      if (times >= 1) {
        return times;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new RigException("--times is a whole number from 1, not " + text);
  }
}
