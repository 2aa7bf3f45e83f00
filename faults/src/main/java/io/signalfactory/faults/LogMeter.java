package io.signalfactory.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads along what an instance logs: how much, and of which threads that died. */
final class LogMeter {

  private static final String DEATH = "stream thread died";

  /** Of a flood only so much is looked at in one go; all of it is counted. */
  private static final int LOOKED_AT = 4 << 20;

  private final List<String> deaths = new ArrayList<>();
  private @Nullable Path file;
  private long position;
  private long bytes;
  private String rest = "";

  /** The log of a new start. */
  synchronized void follow(Path next) {
    read();
    file = next;
    position = 0;
    rest = "";
  }

  /** Bytes since the first start. */
  synchronized long bytes() {
    read();
    return bytes;
  }

  /** The lines that say so since the first start. */
  synchronized List<String> deaths() {
    read();
    return List.copyOf(deaths);
  }

  private void read() {
    if (file == null) {
      return;
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long length = log.length();
      int looked = (int) Math.min(length - position, LOOKED_AT);
      if (looked <= 0) {
        return;
      }
      bytes += length - position;
      byte[] part = new byte[looked];
      log.seek(position);
      log.readFully(part);
      position = length;
      String text = rest + new String(part, StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      rest = text.substring(end);
      text.substring(0, end)
          .lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).contains(DEATH))
          .forEach(deaths::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
