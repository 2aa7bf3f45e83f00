package io.signalfactory.live;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of signals and breaches once for all clients of an instance, and only while
 * there are clients. Thread-safe.
 *
 * <p>Clients come back with the position of the last event that they got. What they have missed is
 * in memory in most cases, and is read again from the topics otherwise; where neither is possible
 * they are told to load anew.
 */
public final class LiveFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration OPEN_WITHIN = Duration.ofMillis(1_500);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int RECENT_BYTES = 8 << 20;

  /** Each reads the topics for one client, with a consumer of its own. */
  private static final int CATCH_UPS = 4;

  private final LiveLog log;
  private final LiveLimits limits;
  private final Set<LiveSubscription> clients = new LinkedHashSet<>();
  private final Semaphore catchUps = new Semaphore(CATCH_UPS);
  private @Nullable Thread reading;
  private @Nullable LivePosition present;
  private @Nullable RecentEvents recent;
  private @Nullable String trouble;
  private long idleSince;
  private boolean closed;

  /**
   * Reads nothing before a client comes.
   *
   * @param log the topics
   * @param limits how much clients may cost
   */
  public LiveFeed(LiveLog log, LiveLimits limits) {
    this.log = log;
    this.limits = limits;
  }

  /**
   * Begins to listen.
   *
   * @param filter what the client wants to hear of
   * @param last the position of the last event that it got, as it sends it; null if it is new
   * @throws LiveBusyException if there are too many clients, or the topics cannot be read now
   */
  public LiveSubscription subscribe(LiveFilter filter, @Nullable String last)
      throws InterruptedException {
    LiveSubscription subscription;
    @Nullable LivePosition missedSince;
    LivePosition now;
    synchronized (this) {
      now = opened();
      Optional<LivePosition> known =
          last == null
              ? Optional.of(now)
              : LivePosition.parse(last).filter(position -> position.fits(now));
      if (known.isEmpty() || known.get().recordsUpTo(now) > limits.missedRecords()) {
        subscription = subscription(filter, now, now);
        subscription.reset(
            known.isEmpty()
                ? "the last event is not one of these topics"
                : "too much has changed since the last event",
            now);
        return subscription;
      }
      subscription = subscription(filter, known.get(), now);
      RecentEvents events = recent;
      if (events != null && events.cover(known.get())) {
        subscription.begin(events.after(known.get()));
        return subscription;
      }
      missedSince = known.get();
    }
    return catchUp(subscription, missedSince, now);
  }

  /** How many clients listen for changes of a topic that concern a dataset. */
  public synchronized int listeners(LiveTopic topic, String datasetUrn) {
    return Math.toIntExact(
        clients.stream().filter(client -> client.hears(topic, datasetUrn)).count());
  }

  private LiveSubscription subscription(
      LiveFilter filter, LivePosition position, LivePosition now) {
    LiveSubscription[] self = new LiveSubscription[1];
    LiveSubscription subscription =
        new LiveSubscription(filter, limits.bytesPerClient(), position, now, () -> leave(self[0]));
    self[0] = subscription;
    clients.add(subscription);
    return subscription;
  }

  private synchronized void leave(@Nullable LiveSubscription subscription) {
    clients.remove(subscription);
    if (clients.isEmpty()) {
      idleSince = System.nanoTime();
    }
  }

  private LiveSubscription catchUp(
      LiveSubscription subscription, LivePosition from, LivePosition target) {
    if (!catchUps.tryAcquire()) {
      subscription.close();
      throw new LiveBusyException("other clients are reading what they missed", null);
    }
    try {
      subscription.begin(new CatchUp(log.open(from), target, catchUps::release));
      return subscription;
    } catch (LogGoneException e) {
      catchUps.release();
      subscription.reset("the changes that it missed can no longer be read", target);
      return subscription;
    } catch (RuntimeException e) {
      catchUps.release();
      subscription.close();
      throw new LiveBusyException("the topics cannot be read now", e);
    }
  }

  /** Waits until the topics are open; answers how far they have been read. */
  private LivePosition opened() throws InterruptedException {
    if (clients.size() >= limits.clients()) {
      throw new LiveBusyException(limits.clients() + " clients listen already", null);
    }
    startReading();
    long deadline = System.nanoTime() + OPEN_WITHIN.toNanos();
    while (present == null) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || closed) {
        String why = trouble;
        throw new LiveBusyException(
            "the topics of signals and breaches cannot be read now"
                + (why == null ? "" : ": " + why),
            null);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return present;
  }

  private void startReading() {
    if (closed) {
      throw new LiveBusyException("this instance stops", null);
    }
    idleSince = System.nanoTime();
    if (reading == null) {
      Thread thread = new Thread(this::read, "live-feed");
      thread.setDaemon(true);
      reading = thread;
      thread.start();
    }
  }

  private void read() {
    @Nullable LivePosition from = null;
    Duration pause = FIRST_PAUSE;
    while (true) {
      try (LiveLog.Reader reader = log.open(from)) {
        begins(reader.position(), from != null);
        pause = FIRST_PAUSE;
        while (!isOver()) {
          LiveLog.Reader.Batch batch = reader.poll(POLL);
          from = batch.position();
          deliver(batch);
        }
        return;
      } catch (LogGoneException e) {
        LOG.warn("The topics of signals and breaches have been created again or were emptied");
        from = null;
      } catch (RuntimeException e) {
        fails(e);
      }
      if (isOver() || !sleep(pause)) {
        return;
      }
      pause = min(LONGEST_PAUSE, pause.multipliedBy(2));
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** The topics are open; unless they go on where they were left, changes have been missed. */
  private synchronized void begins(LivePosition position, boolean goesOn) {
    trouble = null;
    if (!goesOn) {
      recent = new RecentEvents(RECENT_BYTES, position);
      clients.forEach(client -> client.reset("the topics were opened anew", position));
    }
    present = position;
    notifyAll();
  }

  private synchronized void deliver(LiveLog.Reader.Batch batch) {
    List<LiveEvent> events =
        batch.records().stream().flatMap(record -> LiveEvents.of(record).stream()).toList();
    RecentEvents kept = recent;
    if (kept != null) {
      events.forEach(kept::add);
    }
    present = batch.position();
    clients.forEach(client -> client.offer(events, batch.position()));
  }

  private synchronized void fails(RuntimeException failure) {
    if (trouble == null) {
      LOG.warn(
          "Clients that listen get no changes, as the topics of signals and breaches cannot be"
              + " read; it is tried again: {}",
          failure.toString());
    }
    trouble = failure.getClass().getSimpleName();
  }

  /** Whether there is nobody to read for any longer. */
  private synchronized boolean isOver() {
    boolean over =
        closed || (clients.isEmpty() && System.nanoTime() - idleSince > limits.idle().toNanos());
    if (over) {
      reading = null;
      present = null;
      recent = null;
    }
    return over;
  }

  private synchronized boolean sleep(Duration pause) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, pause.toNanos());
      return true;
    } catch (InterruptedException e) {
      reading = null;
      present = null;
      return false;
    }
  }

  /** Stops reading; clients get nothing any longer. */
  @Override
  public void close() {
    Thread thread;
    synchronized (this) {
      closed = true;
      notifyAll();
      thread = reading;
    }
    if (thread != null) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
