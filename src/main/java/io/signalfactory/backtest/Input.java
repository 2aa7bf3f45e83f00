package io.signalfactory.backtest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that is read once from beginning to end; it can be a pipe. */
final class Input implements Closeable {

  private final String name;
  private final InputStream stream;
  private final @Nullable FileChannel channel;

  private Input(String name, InputStream stream, @Nullable FileChannel channel) {
    this.name = name;
    this.stream = stream;
    this.channel = channel;
  }

  /**
   * Opens a file.
   *
   * @throws HistoryException if it cannot be read
   */
  static Input open(Path file) throws HistoryException {
    try {
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new HistoryException("cannot read " + file + ": name an existing file");
      }
      if (Files.isRegularFile(file)) {
        FileChannel channel = FileChannel.open(file);
        return new Input(file.toString(), Channels.newInputStream(channel), channel);
      }
      return of(file.toString(), Files.newInputStream(file));
    } catch (IOException e) {
      throw new HistoryException("cannot read " + file + ": " + e.getMessage());
    }
  }

  /** A stream, with a name for messages. */
  static Input of(String name, InputStream stream) {
    return new Input(name, stream, null);
  }

  /** The name for messages. */
  String name() {
    return name;
  }

  InputStream stream() {
    return stream;
  }

  /** How much of it has been read, 0 to 1; NaN if it is not a regular file. */
  double share() throws IOException {
    return channel == null ? Double.NaN : (double) channel.position() / channel.size();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
