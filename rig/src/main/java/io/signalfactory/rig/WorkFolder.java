package io.signalfactory.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/** Where a benchmark or a fault run keeps data, configuration and logs while it runs. */
public final class WorkFolder {

  private static final Predicate<Path> IS_LOG = path -> path.toString().endsWith(".log");

  private static final int ATTEMPTS = 10;
  private static final long BETWEEN_ATTEMPTS_MS = 100;

  private final Path root;

  private WorkFolder(Path root) {
    this.root = root;
  }

  /** A new one, below the system's folder for temporary files. */
  public static WorkFolder create() throws IOException {
    return new WorkFolder(Files.createTempDirectory("signal-factory-rig"));
  }

  /** A file or folder in it, which may not exist yet. */
  public Path path(String name) {
    return root.resolve(name);
  }

  @Override
  public String toString() {
    return root.toString();
  }

  /** Removes it with all that is in it. */
  public void delete() throws IOException {
    delete(root);
  }

  /** What a failure is explained by stays, the rest goes. */
  public void deleteAllButLogs() throws IOException {
    try (Stream<Path> children = Files.list(root)) {
      for (Path child : children.filter(IS_LOG.negate()).toList()) {
        delete(child);
      }
    }
  }

  /** Removes a file or folder of this folder, if it is there. */
  public void delete(String name) throws IOException {
    delete(path(name));
  }

  /**
   * Removes all but the logs while whoever works in the folder is being killed: what they still
   * write after it has been removed is removed once more.
   */
  public void deleteAsItIsLeft() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        deleteAllButLogs();
        Thread.sleep(BETWEEN_ATTEMPTS_MS);
      } catch (IOException e) {
        // Somebody wrote or deleted in between, or deletes as well.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void delete(Path path) throws IOException {
    Utils.delete(path.toFile());
  }
}
