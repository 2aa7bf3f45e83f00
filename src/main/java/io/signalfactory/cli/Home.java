package io.signalfactory.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder that the launcher stands in, where the files that come with it are. */
final class Home {

  private static final String PROPERTY = "signal.factory.home";

  private Home() {}

  /** A file or folder that comes with the distribution, if it is there. */
  static Optional<Path> find(String relative) {
    String home = System.getProperty(PROPERTY, "");
    Path path = Path.of(home).resolve(relative);
    return Files.exists(path) ? Optional.of(path) : Optional.empty();
  }
}
