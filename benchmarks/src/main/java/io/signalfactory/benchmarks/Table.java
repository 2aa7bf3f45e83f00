package io.signalfactory.benchmarks;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A table in Markdown. */
final class Table {

  private final StringBuilder text = new StringBuilder();
  private final int columns;

  Table(String... heads) {
    this.columns = heads.length;
    row(heads);
    line(Collections.nCopies(heads.length, "---"));
  }

  Table row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          columns + " cells expected, not " + Arrays.toString(cells));
    }
    line(List.of(cells));
    return this;
  }

  private void line(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
