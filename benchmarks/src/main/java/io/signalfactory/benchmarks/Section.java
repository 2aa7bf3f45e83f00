package io.signalfactory.benchmarks;

import java.util.List;

/**
 * What one mode found out.
 *
 * @param title of its chapter
 * @param goals that it measured
 * @param text its tables and what has to be said of them, in Markdown
 * @param failures what could not be measured, and why
 */
record Section(String title, List<Goal> goals, String text, List<String> failures) {

  Section {
    goals = List.copyOf(goals);
    // Sections that were kept before there were any have none.
    failures = failures == null ? List.of() : List.copyOf(failures);
  }

  Section(String title, List<Goal> goals, String text) {
    this(title, goals, text, List.of());
  }
}
