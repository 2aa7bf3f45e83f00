package io.signalfactory.cli;

import picocli.CommandLine.Option;

/** How results are printed. */
final class OutputOption {

  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "For people, or JSON with one object a line (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  boolean json() {
    return format == Format.JSON;
  }

  private enum Format {
    TEXT,
    JSON
  }
}
