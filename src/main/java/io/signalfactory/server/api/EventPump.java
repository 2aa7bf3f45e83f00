package io.signalfactory.server.api;

import io.signalfactory.live.LiveItem;
import io.signalfactory.live.LiveSubscription;
import io.signalfactory.server.http.StreamSink;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Moves what has changed from the subscriptions of clients to their connections. */
final class EventPump implements AutoCloseable {

  static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(10);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final long RETRY_MS = 2_000;

  /** Some are busy reading what a client has missed. */
  private static final int THREADS = 4;

  /** After so many, the other clients have their turn. */
  private static final int ITEMS_PER_TURN = 500;

  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "events");
            thread.setDaemon(true);
            return thread;
          });

  /** Serves a client until it leaves. */
  void serve(LiveSubscription subscription, StreamSink sink) {
    Client client = new Client(subscription, sink);
    ScheduledFuture<?> turns =
        threads.scheduleWithFixedDelay(
            client::turn, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    sink.onEnd(
        () -> {
          turns.cancel(false);
          subscription.close();
        });
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** One client. Its turns follow each other, on any thread. */
  private static final class Client {

    private final LiveSubscription subscription;
    private final StreamSink sink;
    private long saidSomethingAt;
    private boolean opened;

    Client(LiveSubscription subscription, StreamSink sink) {
      this.subscription = subscription;
      this.sink = sink;
    }

    void turn() {
      try {
        for (int i = 0; i < ITEMS_PER_TURN; i++) {
          LiveItem item = subscription.next(Duration.ZERO);
          if (item instanceof LiveItem.Quiet) {
            beat(item);
            return;
          }
          say(EventText.of(item));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        sink.end();
      } catch (RuntimeException e) {
        sink.end();
        throw e;
      }
    }

    private void beat(LiveItem quiet) {
      if (!opened) {
        say(EventText.opening(quiet.position(), RETRY_MS));
      } else if (System.nanoTime() - saidSomethingAt >= HEARTBEAT_EVERY.toNanos()) {
        say(EventText.of(quiet));
      }
    }

    private void say(byte[] bytes) {
      opened = true;
      saidSomethingAt = System.nanoTime();
      // A client that is gone, or too slow, ends the stream, and with it the turns.
      var unused = sink.offer(bytes);
    }
  }
}
