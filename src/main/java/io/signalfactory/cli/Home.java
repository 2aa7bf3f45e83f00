package io.signalfactory.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds files of the distribution: they are in the same folder as the launcher. */
final class Home {

  private static final String PROPERTY = "signal.factory.home";

  private Home() {}

  /** A file or folder of the distribution, if it exists. */
  static Optional<Path> find(String relative) {
    String home = System.getProperty(PROPERTY, "");
    Path path = Path.of(home).resolve(relative);
    return Files.exists(path) ? Optional.of(path) : Optional.empty();
  }
}
