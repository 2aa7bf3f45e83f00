package io.signalfactory.infer;

import java.util.Locale;

/** A part of a whole, for people. */
final class Share {

  private static final double PERCENT = 100;

  private Share() {}

  /** {@code 98.2 %}; 100.0 % only for all, and 0.0 % only for nothing. */
  static String of(long part, long whole) {
    double percent = whole == 0 ? 0 : PERCENT * part / whole;
    if (part > 0 && part < whole) {
      percent = Math.min(99.9, Math.max(0.1, percent));
    }
    return String.format(Locale.ROOT, "%.1f %%", percent);
  }
}
