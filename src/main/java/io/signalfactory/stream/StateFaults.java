package io.signalfactory.stream;

import java.io.IOException;
import java.util.Locale;
import org.apache.kafka.streams.errors.ProcessorStateException;

/** Tells what the folder of the state does to a stream thread from other failures. */
final class StateFaults {

  private StateFaults() {}

  /** Whether the file system had no room. */
  static boolean noRoom(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String text = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      if (text.contains("no space left on device") || text.contains("disk quota exceeded")) {
        return true;
      }
    }
    return false;
  }

  /** Whether reading or writing state failed, for whatever reason. */
  static boolean ofState(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ProcessorStateException
          || t instanceof IOException
          || t.getClass().getName().startsWith("org.rocksdb.")) {
        return true;
      }
    }
    return false;
  }
}
