package io.signalfactory.backtest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;

/** A temporary folder for files that Kafka Streams writes beside its stores. */
final class StateFolder implements Closeable {

  private final Path path;

  private StateFolder(Path path) {
    this.path = path;
  }

  static StateFolder create() throws IOException {
    return new StateFolder(Files.createTempDirectory("signal-factory-backtest-"));
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    Utils.delete(path.toFile());
  }
}
