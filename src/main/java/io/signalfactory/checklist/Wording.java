package io.signalfactory.checklist;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How a check writes numbers and lists. */
final class Wording {

  /** More than this is not read by anybody. */
  private static final int NAMED = 5;

  private Wording() {}

  /** {@code 98 of 100 records (98.0 %)}; rounded down, so that 100 % is all of them. */
  static String share(long some, long all) {
    double percent = all == 0 ? 0 : Math.floor(1_000.0 * some / all) / 10;
    return String.format(Locale.ROOT, "%d of %d records (%.1f %%)", some, all, percent);
  }

  static String ago(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + " s ago";
    }
    return seconds < 7_200 ? seconds / 60 + " min ago" : seconds / 3_600 + " h ago";
  }

  static String some(List<String> all) {
    String named = String.join("; ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() > NAMED ? named + "; and " + (all.size() - NAMED) + " more" : named;
  }
}
