package io.signalfactory.faults;

import java.util.LinkedHashMap;
import java.util.Map;

/** The steady load on all raw topics. */
final class Load implements AutoCloseable {

  private final Map<Feed, Sender> senders = new LinkedHashMap<>();

  Load(String bootstrap, Counts counts) {
    Feed.ALL.forEach(feed -> senders.put(feed, new Sender(feed, bootstrap, counts)));
  }

  Sender of(Feed feed) {
    Sender sender = senders.get(feed);
    if (sender == null) {
      throw new IllegalArgumentException(feed + " is not part of the load");
    }
    return sender;
  }

  /** Returns once nothing is on its way to any topic. */
  void pause() {
    senders.values().forEach(Sender::pause);
  }

  void resume() {
    senders.values().forEach(Sender::resume);
  }

  /** Records that the broker never acknowledged. */
  long refused() {
    return senders.values().stream().mapToLong(Sender::refused).sum();
  }

  @Override
  public void close() throws InterruptedException {
    for (Sender sender : senders.values()) {
      sender.close();
    }
  }
}
