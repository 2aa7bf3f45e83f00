package io.signalfactory.benchmarks;

import java.util.List;

/**
 * What one mode found out.
 *
 * @param title of its chapter
 * @param goals that it measured
 * @param text its tables and what has to be said of them, in Markdown
 */
record Section(String title, List<Goal> goals, String text) {

  Section {
    goals = List.copyOf(goals);
  }
}
