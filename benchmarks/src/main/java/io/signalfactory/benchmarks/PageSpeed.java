package io.signalfactory.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How fast the page is in a browser, from the figures that its measuring test wrote. */
final class PageSpeed {

  private PageSpeed() {}

  /**
   * @param file one line per measurement: its name, and its figures
   */
  static Section read(Path file) throws IOException {
    Map<String, List<Double>> all =
        Files.readAllLines(file).stream()
            .map(line -> line.split(" "))
            .collect(
                Collectors.toMap(
                    parts -> parts[0],
                    parts -> Arrays.stream(parts).skip(1).map(Double::parseDouble).toList()));
    Spread overview = Spread.of(all.get("overview"));
    Spread keystroke = Spread.of(all.get("keystroke"));
    Spread frame = Spread.of(all.get("frame"));
    Spread dataset = Spread.of(all.get("dataset"));
    double interaction = all.get("interaction").get(0);
    List<Double> heap = all.get("heap");
    double grown = heap.get(heap.size() - 1) - heap.get(0);
    Table table =
        new Table("", "")
            .row("rows painted after their data came, ms", overview.text("%.0f"))
            .row("a key in the search until its rows are painted, ms", keystroke.text("%.0f"))
            .row("95th percentile of a frame while scrolling, ms", frame.text("%.1f"))
            .row("a click on a dataset until its four charts are painted, ms", dataset.text("%.0f"))
            .row(
                String.format(
                    java.util.Locale.ROOT,
                    "slowest interaction during %.0f changes per second, ms",
                    all.get("interaction").get(1)),
                String.format(java.util.Locale.ROOT, "%.0f", interaction))
            .row(
                "heap after 10 and after 100 visits of a dataset, MB",
                String.format(
                    java.util.Locale.ROOT,
                    "%.1f and %.1f",
                    heap.get(0),
                    heap.get(heap.size() - 1)));
    return new Section(
        "The page in a browser",
        List.of(
            Goal.atMost(
                "10,000 datasets: overview painted, at most 500 ms", 500, overview, "%.0f ms"),
            Goal.atMost("10,000 datasets: a keystroke, at most 50 ms", 50, keystroke, "%.0f ms"),
            Goal.atMost("10,000 datasets: p95 of a frame, at most 34 ms", 34, frame, "%.1f ms"),
            Goal.atMost("from a click to a drawn dataset, at most 200 ms", 200, dataset, "%.0f ms"),
            new Goal(
                "interactions during 200 changes per second, at most 200 ms",
                String.format(java.util.Locale.ROOT, "%.0f ms", interaction),
                interaction <= 200),
            new Goal(
                "the heap does not grow over 100 visits of a dataset (by at most 5 MB)",
                String.format(java.util.Locale.ROOT, "%.1f MB", grown),
                grown <= 5)),
        "10,000 datasets in one Chromium without a screen, on the same machine as the server."
            + " Figures are the median (lowest to highest).\n\n"
            + table);
  }
}
