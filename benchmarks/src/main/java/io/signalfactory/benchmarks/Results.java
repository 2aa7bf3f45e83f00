package io.signalfactory.benchmarks;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sections that were measured, one file each, and the document made of them. Both are kept with
 * the sources, so that sections can be renewed one by one in any checkout.
 */
final class Results {

  /** The order of the document. */
  private static final List<String> ORDER =
      List.of(
          "micro",
          "end-to-end-1",
          "end-to-end-2",
          "datasets",
          "scaling",
          "tick",
          "start",
          "restore",
          "soak");

  private final JsonMapper json =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private final Path home;
  private final String command;
  private final Path folder;
  private final Path left;

  /**
   * @param home the checkout
   * @param command that measures now
   */
  Results(Path home, String command) {
    this.home = home;
    this.command = command;
    this.folder = home.resolve("benchmarks/results");
    this.left = home.resolve("benchmarks/target/results");
  }

  /** A section with the circumstances that it was measured in. */
  private record Kept(Circumstances circumstances, Section section) {}

  /** What another program has left for a section. */
  Path file(String name) {
    return left.resolve(name);
  }

  void keep(String name, Section section) throws IOException {
    Files.createDirectories(folder);
    json.writeValue(
        folder.resolve(name + ".json").toFile(),
        new Kept(Circumstances.now(home, command), section));
  }

  /** Writes {@code benchmarks/RESULTS.md} from all that is there. */
  Path writeDocument() throws IOException {
    List<Kept> all = new ArrayList<>();
    for (String name : ORDER) {
      Path file = folder.resolve(name + ".json");
      if (Files.exists(file)) {
        all.add(json.readValue(file.toFile(), Kept.class));
      }
    }
    if (all.isEmpty()) {
      throw new BenchmarkException("nothing was measured yet: " + folder + " is empty");
    }
    Path document = home.resolve("benchmarks/RESULTS.md");
    Files.writeString(document, document(all));
    return document;
  }

  private static String document(List<Kept> all) {
    StringBuilder text = new StringBuilder();
    text.append("# Results\n\n")
        .append("<!-- Generated: benchmarks/run results, or piecemeal (README.md) -->\n\n")
        .append("What is measured, and how, is in [README.md](README.md). Sections are renewed one")
        .append(" by one; each says when, of which commit and on which machine it was measured.\n")
        .append("\n## Goals\n\n");
    Table goals = new Table("goal", "measured", "met");
    for (Kept kept : all) {
      for (Goal goal : kept.section().goals()) {
        goals.row(goal.what(), goal.measured(), goal.met() ? "yes" : "no");
      }
    }
    text.append(goals);
    for (Kept kept : all) {
      text.append("\n## ").append(kept.section().title()).append("\n\n");
      text.append(kept.circumstances().text()).append("\n\n");
      text.append(kept.section().text().strip()).append('\n');
      for (String failure : kept.section().failures()) {
        text.append("\nNot measured: ").append(failure).append('\n');
      }
    }
    return text.toString();
  }
}
