package io.signalfactory.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that is read from files, and again when they have changed. Where the new files are wrong,
 * the value stays as it was and the log says why. Thread-safe; it looks when it is asked, and not
 * more often than every other second.
 *
 * @param <T> the type of the value, which is immutable
 */
public final class Reloaded<T> implements Supplier<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Reloaded.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final List<Path> files;
  private final Supplier<T> reader;
  private final LongSupplier nanoClock;
  private List<Stamp> stamps;
  private T value;
  private long lookedAt;

  /**
   * Reads the value.
   *
   * @param files the files that it is read from
   * @param reader reads them; what it throws says what is wrong with them
   * @throws RuntimeException what the reader throws
   */
  public Reloaded(List<Path> files, Supplier<T> reader) {
    this(files, reader, System::nanoTime);
  }

  Reloaded(List<Path> files, Supplier<T> reader, LongSupplier nanoClock) {
    this.files = List.copyOf(files);
    this.reader = reader;
    this.nanoClock = nanoClock;
    this.lookedAt = nanoClock.getAsLong();
    // Before the files are read: a change while they are read is seen later.
    this.stamps = stamps();
    this.value = reader.get();
  }

  /** The value as the files have it now, or as they had it when they were last right. */
  @Override
  public synchronized T get() {
    long now = nanoClock.getAsLong();
    if (now - lookedAt >= LOOK_EVERY.toNanos()) {
      lookedAt = now;
      List<Stamp> found = stamps();
      if (!found.equals(stamps)) {
        stamps = found;
        reload();
      }
    }
    return value;
  }

  private void reload() {
    try {
      value = reader.get();
      LOG.info("Read again, as they have changed: {}", files);
    } catch (RuntimeException e) {
      LOG.error("Changed, but not used, as something is wrong: {}", e.getMessage());
    }
  }

  private List<Stamp> stamps() {
    return files.stream().map(Stamp::of).toList();
  }

  /**
   * What changes when a file changes. Kubernetes replaces a link, so the key of the file counts.
   */
  private record Stamp(long modified, long size, String key) {

    private static final Stamp ABSENT = new Stamp(-1, -1, "");

    static Stamp of(Path file) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(
            attributes.lastModifiedTime().toMillis(),
            attributes.size(),
            String.valueOf(attributes.fileKey()));
      } catch (IOException e) {
        return ABSENT;
      }
    }
  }
}
