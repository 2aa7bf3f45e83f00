package io.signalfactory.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The folder with the data of a local run, locked by one process at a time. The operating system
 * releases the lock when the process dies, so there is no stale lock after a kill.
 */
public final class DataFolder implements AutoCloseable {

  private final Path path;
  private final boolean temporary;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path path, boolean temporary, FileChannel channel, FileLock lock) {
    this.path = path;
    this.temporary = temporary;
    this.channel = channel;
    this.lock = lock;
  }

  /** A new folder that {@link #close()} removes. */
  public static DataFolder temporary() throws IOException {
    return lock(Files.createTempDirectory("signal-factory-"), true);
  }

  /**
   * A folder that stays; created if it is missing.
   *
   * @throws IOException if it cannot be written, or another process has locked it
   */
  public static DataFolder kept(Path path) throws IOException {
    return lock(Files.createDirectories(path).toRealPath(), false);
  }

  private static DataFolder lock(Path path, boolean temporary) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IOException(
          path + " is in use by another signal-factory: stop that one, or choose another folder");
    }
    return new DataFolder(path, temporary, channel, lock);
  }

  /** The broker's folder. */
  public Path broker() {
    return path.resolve("broker");
  }

  /** The folder for the state of the stream application. */
  public Path state() {
    return path.resolve("state");
  }

  /** Releases the lock, and removes the folder if it is temporary. */
  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
      if (temporary) {
        Utils.delete(path.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
