package io.signalfactory.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where a benchmark keeps data, configuration and logs while it runs. */
final class WorkFolder {

  private static final Predicate<Path> IS_LOG = path -> path.toString().endsWith(".log");

  private final Path root;

  private WorkFolder(Path root) {
    this.root = root;
  }

  static WorkFolder create() throws IOException {
    return new WorkFolder(Files.createTempDirectory("signal-factory-benchmark"));
  }

  Path path(String name) {
    return root.resolve(name);
  }

  @Override
  public String toString() {
    return root.toString();
  }

  void delete() throws IOException {
    delete(root);
  }

  /** What a failure is explained by stays, the rest goes. */
  void deleteAllButLogs() throws IOException {
    try (Stream<Path> children = Files.list(root)) {
      for (Path child : children.filter(IS_LOG.negate()).toList()) {
        delete(child);
      }
    }
  }

  /** Removes a file or folder of this folder, if it is there. */
  void delete(String name) throws IOException {
    delete(path(name));
  }

  private static void delete(Path path) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException e) {
      return;
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
