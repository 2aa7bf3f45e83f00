package io.signalfactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.text.Printable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Formats the records of our topics as lines for people. */
final class RecordFormat {

  private final boolean colours;

  /** Colours where standard output is a terminal that shows them. */
  static RecordFormat forTerminal() {
    return new RecordFormat(Ansi.AUTO.enabled());
  }

  /**
   * Where the lines are to be printed: as they are if they have colours, as there everything that
   * others wrote is escaped already.
   *
   * @param out the output of the command, which would escape the colours as well
   */
  PrintWriter output(PrintWriter out) {
    return colours ? new PrintWriter(System.out, true, StandardCharsets.UTF_8) : out;
  }

  /**
   * @param colours whether to colour outcomes and states, for a terminal
   */
  RecordFormat(boolean colours) {
    this.colours = colours;
  }

  /** One Evidence: time, outcome, dataset, position of the record, producer, and violations. */
  String evidence(JsonNode evidence) {
    StringBuilder line = new StringBuilder();
    line.append(text(evidence.path("processing_time")));
    line.append("  ").append(coloured(pad(text(evidence.path("outcome")), 4)));
    line.append("  ").append(pad(text(evidence.path("dataset_urn")), 28));
    JsonNode source = evidence.path("source");
    line.append("  ")
        .append(text(source.path("topic")))
        .append('-')
        .append(text(source.path("partition")))
        .append('@')
        .append(text(source.path("offset")));
    line.append("  ").append(producer(evidence.path("producer")));
    for (JsonNode gate : evidence.path("gates")) {
      for (JsonNode violation : gate.path("violations")) {
        line.append("  ").append(text(gate.path("gate"))).append(' ');
        line.append(text(violation.path("code")));
        appendIfPresent(line, " ", violation.path("field"));
        appendIfPresent(line, " ", violation.path("rule"));
      }
    }
    return line.toString();
  }

  /** The state of one signal: state, signal, dataset, observed value, since when, and why. */
  String signal(JsonNode state) {
    StringBuilder line = new StringBuilder();
    line.append(coloured(pad(text(state.path("state")), 8)));
    line.append("  ").append(pad(text(state.path("signal")), 10));
    String consumer = text(state.path("consumer"));
    String dataset = text(state.path("dataset_urn"));
    line.append("  ")
        .append(pad(consumer.isEmpty() ? dataset : dataset + " (" + consumer + ")", 28));
    line.append("  ").append(pad(measure(state.path("observed")), 16));
    line.append("  since ").append(text(state.path("since")));
    appendIfPresent(line, "  ", state.path("reason"));
    return line.toString();
  }

  /** A check: whether it passed, its name and what was seen; below that, what to do. */
  List<String> check(JsonNode check) {
    boolean passed = check.path("passed").asBoolean();
    List<String> lines = new ArrayList<>();
    lines.add(
        coloured(passed ? "PASS" : "FAIL")
            + "  "
            + pad(text(check.path("check")), 17)
            + "  "
            + text(check.path("saw")));
    if (!passed) {
      lines.add("      " + text(check.path("to_do")));
      if (check.path("code").isTextual()) {
        for (String line : check.path("code").asText().split("\n", -1)) {
          lines.add("        " + Printable.escaped(line));
        }
      }
    }
    return lines;
  }

  /** A dataset: its worst state, its URN, its owner and its tier. */
  String dataset(JsonNode dataset) {
    StringBuilder line = new StringBuilder();
    line.append(coloured(pad(text(dataset.path("state")), 8)));
    line.append("  ").append(pad(text(dataset.path("dataset_urn")), 28));
    appendIfPresent(line, "  ", dataset.path("owner"));
    appendIfPresent(line, "  tier ", dataset.path("tier"));
    return line.toString();
  }

  /** One transition of a breach. */
  String breach(JsonNode breach) {
    StringBuilder line = new StringBuilder();
    line.append(timeOf(breach));
    line.append("  ").append(pad(text(breach.path("status")), 8));
    line.append("  ").append(coloured(pad(text(breach.path("severity")), 8)));
    line.append("  ").append(pad(text(breach.path("signal")), 10));
    line.append("  ").append(pad(text(breach.path("dataset_urn")), 28));
    line.append("  ").append(text(breach.path("summary")));
    line.append("  [").append(text(breach.path("breach_id"))).append(']');
    return line.toString();
  }

  /** When the transition happened: what the breach was opened, changed or resolved at. */
  private static String timeOf(JsonNode breach) {
    String resolved = text(breach.path("resolved_at"));
    String updated = text(breach.path("updated_at"));
    if (!resolved.isEmpty()) {
      return resolved;
    }
    return updated.isEmpty() ? text(breach.path("detected_at")) : updated;
  }

  private static String producer(JsonNode producer) {
    String service = text(producer.path("service"));
    String version = text(producer.path("version"));
    if (service.isEmpty()) {
      return "(unknown producer)";
    }
    return version.isEmpty() ? service : service + " " + version;
  }

  private static String measure(JsonNode observed) {
    if (!observed.path("value").isNumber()) {
      return "-";
    }
    double value = observed.path("value").asDouble();
    String unit = text(observed.path("unit"));
    if (unit.equals("ratio")) {
      return String.format(Locale.ROOT, "%.1f %%", value * 100);
    }
    return String.format(Locale.ROOT, "%.0f %s", value, unit);
  }

  private static void appendIfPresent(StringBuilder line, String before, JsonNode value) {
    String text = text(value);
    if (!text.isEmpty()) {
      line.append(before).append(text);
    }
  }

  private String coloured(String word) {
    if (!colours) {
      return word;
    }
    return switch (word.strip()) {
      case "OK", "PASS" -> Ansi.ON.string("@|green " + word + "|@");
      case "WARN", "WARNING" -> Ansi.ON.string("@|yellow " + word + "|@");
      case "FAIL", "CRITICAL" -> Ansi.ON.string("@|bold,red " + word + "|@");
      default -> word;
    };
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** The text of a value. Producers choose names, and a terminal would obey control characters. */
  private static String text(JsonNode value) {
    return value.isNull() || value.isMissingNode() ? "" : Printable.escaped(value.asText());
  }
}
