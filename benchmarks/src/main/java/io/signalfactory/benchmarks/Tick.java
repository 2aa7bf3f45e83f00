package io.signalfactory.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the tick benchmark printed: its text as it is, and the goal read from its rows. */
final class Tick {

  private static final double SLICE_MS = 50;

  private Tick() {}

  /**
   * @param file with its standard output
   */
  static Section read(Path file) throws IOException {
    String text = Files.readString(file);
    List<Goal> goals =
        row(text, "slice, ms").map(cells -> goal(cells, text)).map(List::of).orElse(List.of());
    return new Section("A tick of 10,000 datasets", goals, text);
  }

  private static Goal goal(List<String> slice, String text) {
    double median = number(slice.get(1));
    double most = number(slice.get(3));
    double missed =
        row(text, "seconds without").map(cells -> number(cells.get(1))).orElse(Double.NaN);
    return new Goal(
        "10,000 datasets: each slice of a tick is below 50 ms, no second is missed",
        String.format(
            Locale.ROOT, "%.1f ms (longest %.1f ms), %.0f seconds missed", median, most, missed),
        most < SLICE_MS && missed == 0);
  }

  /** The cells of the first row whose first cell starts so. */
  private static Optional<List<String>> row(String text, String start) {
    return text.lines()
        .filter(line -> line.startsWith("| " + start))
        .findFirst()
        .map(line -> List.of(line.substring(1).strip().split("\\s*\\|\\s*")));
  }

  private static double number(String cell) {
    return Double.parseDouble(cell.replace(",", ""));
  }
}
