package io.signalfactory.stream;

import io.signalfactory.stream.kafka.Names;
import io.signalfactory.text.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of the local state, {@code state.dir}: whether it has room, can be written, and is
 * still the one that was opened. What is wrong with it is said as a sentence without a full stop.
 * Thread-safe.
 */
final class StateFolder {

  /** A file of Kafka Streams that is there, and stays the same one, while it runs. */
  private static final String LOCK_FILE = ".lock";

  /** A folder that was left for want of room is used again with half as much again. */
  private static final int ROOM_PERCENT = 150;

  private static final byte[] ONE_BLOCK = new byte[4096];

  private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

  private final Path folder;
  private final String applicationId;
  private final Path lock;
  private final Path probe;
  private final long minFreeBytes;
  private final ToLongFunction<Path> freeBytes;
  private @Nullable Object opened;
  private long freeWhileOpen;
  private long freedByClosing;

  /**
   * @param folder where the state of all applications is
   * @param applicationId names the folder in it that is used
   * @param minFreeBytes how many bytes have to be free while state is written; at least 0
   * @param freeBytes how many bytes can be written to the file system of a folder
   */
  StateFolder(
      Path folder, String applicationId, long minFreeBytes, ToLongFunction<Path> freeBytes) {
    this.folder = folder.toAbsolutePath();
    this.applicationId = applicationId;
    this.lock = this.folder.resolve(applicationId).resolve(LOCK_FILE);
    this.probe = this.folder.resolve("." + applicationId + ".probe");
    this.minFreeBytes = minFreeBytes;
    this.freeBytes = freeBytes;
  }

  /** What keeps state from being opened here for the first time; creates the folder. */
  synchronized Optional<String> beforeFirstUse() {
    return before(minFreeBytes);
  }

  /**
   * What keeps state from being opened here after the folder was left; creates the folder. What
   * became free because the state was closed is needed again when it is opened.
   */
  synchronized Optional<String> beforeReturn() {
    // Divided first, as the product may be too large.
    return before(minFreeBytes / 100 * ROOM_PERCENT + freedByClosing);
  }

  private Optional<String> before(long needed) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      return Optional.of("state.dir cannot be created (" + folder + "): " + e);
    }
    return room(needed).or(this::refusal);
  }

  /** To be called when Kafka Streams has opened the folder. */
  synchronized void opened() {
    opened = identity();
  }

  /** To be called when Kafka Streams has closed what it had opened. */
  synchronized void closed() {
    long freed = freeBytes.applyAsLong(folder) - freeWhileOpen;
    freedByClosing = Math.max(freedByClosing, freed);
  }

  /** What has happened to the folder since it was opened, if it cannot be used any longer. */
  synchronized Optional<String> whileOpen() {
    if (!Files.isDirectory(folder)) {
      return Optional.of("state.dir is gone (" + folder + ")");
    }
    Object found = identity();
    if (opened != null && !opened.equals(found)) {
      return Optional.of(
          found == null
              ? "state.dir was emptied or unmounted under the running instance (" + folder + ")"
              : "state.dir was replaced by another folder under the running instance ("
                  + folder
                  + ")");
    }
    freeWhileOpen = freeBytes.applyAsLong(folder);
    return room(minFreeBytes).or(this::refusal);
  }

  /** Whether the folder is the one that was opened, with what was written to it. */
  synchronized boolean isTheOpenedOne() {
    return opened != null && opened.equals(identity());
  }

  /**
   * Creates the folders of stores whose folders are gone, so that they can be closed. RocksDB
   * writes what it has in memory when a store is closed; without its folder it waits a second
   * before it gives up, with each store, and meanwhile the instance cannot leave the group.
   *
   * @param tasks the ids of the tasks that have stores
   */
  synchronized void prepareToClose(Set<String> tasks) {
    Path application = folder.resolve(applicationId);
    for (String task : tasks) {
      for (String store : Names.LOGGED_STORES) {
        try {
          Files.createDirectories(application.resolve(task).resolve("rocksdb").resolve(store));
        } catch (IOException e) {
          LOG.debug("Closing will take a second per store", e);
          return;
        }
      }
    }
  }

  private Optional<String> room(long needed) {
    long free = freeBytes.applyAsLong(folder);
    if (free >= needed && free > 0) {
      return Optional.empty();
    }
    return Optional.of(
        "state.dir has "
            + Wording.count(free)
            + " bytes free ("
            + folder
            + "), "
            + Wording.count(Math.max(1, needed))
            + " needed");
  }

  private Optional<String> refusal() {
    try {
      Files.write(probe, ONE_BLOCK);
      Files.delete(probe);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("state.dir cannot be written (" + folder + "): " + e);
    }
  }

  /** What tells the lock file from any other; null if it is not there. */
  private @Nullable Object identity() {
    try {
      Object key = Files.readAttributes(lock, BasicFileAttributes.class).fileKey();
      // Some file systems have no keys: then only the file's absence is noticed.
      return key == null ? lock : key;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
