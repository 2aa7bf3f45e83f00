package io.signalfactory.faults;

import io.signalfactory.rig.RigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The document of what is promised, with a part that the suite writes. */
final class ReliabilityDocument {

  private static final String START =
      "<!-- measured: faults/run --record writes what follows -->\n";
  private static final String END = "<!-- end of what was measured -->\n";

  private final Path file;

  /**
   * @param home the checkout
   */
  ReliabilityDocument(Path home) {
    this.file = home.resolve("docs/reliability.md");
  }

  void record(String measured) throws IOException {
    Files.writeString(file, with(Files.readString(file), measured));
  }

  /**
   * The document with what was measured in the place of what was measured before.
   *
   * @throws RigException if it has no such place
   */
  static String with(String document, String measured) {
    int start = document.indexOf(START);
    int end = document.indexOf(END);
    if (start < 0 || end < start) {
      throw new RigException(
          "docs/reliability.md has lost the lines '"
              + START.strip()
              + "' and '"
              + END.strip()
              + "'");
    }
    return document.substring(0, start + START.length())
        + "\n"
        + measured
        + "\n"
        + document.substring(end);
  }
}
