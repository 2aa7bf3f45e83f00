package io.signalfactory.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system of its own for one instance, small enough to be filled. */
final class SmallDisk implements AutoCloseable {

  private static final String SIZE = "1g";
  private static final int BLOCK = 1 << 20;

  private final Path root;
  private final Thread unmounter;

  private SmallDisk(Path root) {
    this.root = root;
    this.unmounter = new Thread(this::unmount);
    Runtime.getRuntime().addShutdownHook(unmounter);
  }

  /**
   * Mounts one.
   *
   * @return empty if this user may not mount, or the system has no tmpfs
   */
  static Optional<SmallDisk> mount(Path root) throws IOException, InterruptedException {
    Files.createDirectories(root);
    return succeeds(
            "mount", "-t", "tmpfs", "-o", "size=" + SIZE, "signal-factory-faults", "" + root)
        ? Optional.of(new SmallDisk(root))
        : Optional.empty();
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // there is no such command
      return false;
    }
  }

  Path root() {
    return root;
  }

  /** Leaves no free byte. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    // what fits into no block any more is filled with bytes
    for (int size : new int[] {BLOCK, 4_096, 1}) {
      try (OutputStream file = Files.newOutputStream(root.resolve("filler-" + size))) {
        while (Files.getFileStore(root).getUsableSpace() >= size) {
          file.write(block, 0, size);
        }
      } catch (IOException e) {
        // full: the instance writes as well
      }
    }
  }

  void empty() throws IOException {
    for (int size : new int[] {BLOCK, 4_096, 1}) {
      Files.deleteIfExists(root.resolve("filler-" + size));
    }
  }

  private void unmount() {
    try {
      var unused = succeeds("umount", "-l", root.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    unmount();
    try {
      Runtime.getRuntime().removeShutdownHook(unmounter);
    } catch (IllegalStateException e) {
      // This process is ending, too.
    }
  }
}
