package io.signalfactory.cli;

import picocli.CommandLine.Option;

/** The option for how results are printed. */
final class OutputOption {

  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Text for people, or JSON, one object per line (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  boolean json() {
    return format == Format.JSON;
  }

  private enum Format {
    TEXT,
    JSON
  }
}
