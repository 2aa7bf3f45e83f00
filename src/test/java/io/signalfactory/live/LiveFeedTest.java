package io.signalfactory.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveFeedTest {

  private static final LiveFilter ALL = new LiveFilter(EnumSet.allOf(LiveTopic.class), null);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration MOMENT = Duration.ofMillis(50);

  private final MemoryLog log = new MemoryLog();
  private final LiveFeed feed = new LiveFeed(log, LiveLimits.DEFAULT);

  @AfterEach
  void close() {
    feed.close();
  }

  private static LiveLimits limits(int clients, int bytes, long missed) {
    return new LiveLimits(clients, bytes, missed, Duration.ofMinutes(1));
  }

  /** The next item that is not quiet. */
  private static LiveItem next(LiveSubscription client) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      LiveItem item = client.next(Duration.ofSeconds(1));
      if (!(item instanceof LiveItem.Quiet)) {
        return item;
      }
    }
    throw new AssertionError("nothing came");
  }

  private static List<String> next(LiveSubscription client, int count) throws InterruptedException {
    List<String> data = new ArrayList<>();
    while (data.size() < count) {
      LiveItem item = next(client);
      assertThat(item).isInstanceOf(LiveItem.Change.class);
      data.add(((LiveItem.Change) item).data());
    }
    return data;
  }

  private static LivePosition quiet(LiveSubscription client) throws InterruptedException {
    LiveItem item = client.next(MOMENT);
    assertThat(item).isInstanceOf(LiveItem.Quiet.class);
    return item.position();
  }

  private LiveSubscription subscribe(@Nullable LivePosition last) throws InterruptedException {
    return feed.subscribe(ALL, last == null ? null : last.text());
  }

  @Test
  void aClientGetsWhatChangesFromThenOn() throws InterruptedException {
    // given
    log.breach(0, "urn:dp:a:b", 1);
    try (LiveSubscription client = subscribe(null)) {
      // when
      log.breach(0, "urn:dp:a:b", 2);
      log.state(1, "urn:dp:a:b", 3, false);
      log.state(1, "urn:dp:a:b", 4, true);
      // then
      assertThat(next(client, 2))
          .satisfiesExactlyInAnyOrder(
              data -> assertThat(data).contains("\"number\":2"),
              data -> assertThat(data).contains("\"number\":4"));
      assertThat(quiet(client)).isNotNull();
    }
  }

  @Test
  void aClientGetsOnlyWhatItAskedFor() throws InterruptedException {
    // given
    try (LiveSubscription client =
        feed.subscribe(new LiveFilter(Set.of(LiveTopic.BREACHES), "urn:dp:a:b"), null)) {
      // when
      log.state(0, "urn:dp:a:b", 1, true);
      log.breach(0, "urn:dp:other:b", 2);
      log.breach(0, "urn:dp:a:b", 3);
      // then
      assertThat(next(client, 1).get(0)).contains("\"number\":3");
      assertThat(quiet(client)).isNotNull();
    }
  }

  @Test
  void aClientThatComesBackGetsWhatItHasMissedFromMemory() throws InterruptedException {
    // given
    LivePosition last;
    try (LiveSubscription client = subscribe(null)) {
      log.breach(0, "urn:dp:a:b", 1);
      last = next(client).position();
    }
    log.breach(1, "urn:dp:a:b", 2);
    log.breach(0, "urn:dp:a:b", 3);
    int opened = log.timesOpened();
    // when
    try (LiveSubscription again = subscribe(last)) {
      // then
      assertThat(next(again, 2))
          .satisfiesExactlyInAnyOrder(
              data -> assertThat(data).contains("\"number\":2"),
              data -> assertThat(data).contains("\"number\":3"));
      assertThat(quiet(again)).isNotNull();
      assertThat(log.timesOpened()).isEqualTo(opened);
    }
  }

  @Test
  void aClientThatComesToAnotherInstanceGetsWhatItHasMissedFromTheTopics()
      throws InterruptedException {
    // given
    LivePosition last;
    try (LiveSubscription client = subscribe(null)) {
      log.breach(0, "urn:dp:a:b", 1);
      last = next(client).position();
    }
    log.breach(2, "urn:dp:a:b", 2);
    log.state(0, "urn:dp:a:b", 3, true);
    try (LiveFeed other = new LiveFeed(log, LiveLimits.DEFAULT);
        // when
        LiveSubscription again = other.subscribe(ALL, last.text())) {
      // then
      assertThat(next(again, 2))
          .satisfiesExactlyInAnyOrder(
              data -> assertThat(data).contains("\"number\":2"),
              data -> assertThat(data).contains("\"number\":3"));
      log.breach(2, "urn:dp:a:b", 4);
      assertThat(next(again, 1).get(0)).contains("\"number\":4");
      assertThat(quiet(again)).isNotNull();
    }
  }

  @Test
  void aClientThatIsAheadOfAnInstanceGetsNothingTwice() throws InterruptedException {
    // given an instance that has not read yet what the client has got elsewhere
    try (LiveSubscription first = subscribe(null)) {
      log.breach(0, "urn:dp:a:b", 1);
      LivePosition ahead = next(first).position().after(LiveTopic.BREACHES, 0, 1);
      // when
      try (LiveSubscription client = subscribe(ahead)) {
        log.breach(0, "urn:dp:a:b", 2);
        log.breach(0, "urn:dp:a:b", 3);
        // then
        assertThat(next(client, 1).get(0)).contains("\"number\":3");
      }
    }
  }

  @Test
  void aClientWhoseMissedChangesHaveExpiredIsToldToLoadAnew() throws InterruptedException {
    // given
    LivePosition last;
    try (LiveSubscription client = subscribe(null)) {
      log.breach(0, "urn:dp:a:b", 1);
      last = next(client).position();
    }
    log.breach(0, "urn:dp:a:b", 2);
    log.expire();
    try (LiveFeed other = new LiveFeed(log, LiveLimits.DEFAULT);
        // when
        LiveSubscription again = other.subscribe(ALL, last.text())) {
      // then
      assertThat(next(again)).isInstanceOf(LiveItem.Reset.class);
      log.breach(0, "urn:dp:a:b", 3);
      assertThat(next(again, 1).get(0)).contains("\"number\":3");
    }
  }

  @Test
  void aPositionOfOtherTopicsLeadsToLoadingAnew() throws InterruptedException {
    // given
    LivePosition last;
    try (LiveSubscription client = subscribe(null)) {
      last = quiet(client);
    }
    MemoryLog others = new MemoryLog();
    others.makeAgain();
    try (LiveFeed other = new LiveFeed(others, LiveLimits.DEFAULT);
        // when
        LiveSubscription again = other.subscribe(ALL, last.text());
        LiveSubscription nonsense = other.subscribe(ALL, "17")) {
      // then
      assertThat(next(again)).isInstanceOf(LiveItem.Reset.class);
      assertThat(next(nonsense)).isInstanceOf(LiveItem.Reset.class);
    }
  }

  @Test
  void whoHasMissedTooMuchIsToldToLoadAnew() throws InterruptedException {
    // given
    try (LiveFeed strict = new LiveFeed(log, limits(2, 1 << 20, 3));
        LiveSubscription client = strict.subscribe(ALL, null)) {
      LivePosition last = quiet(client);
      for (int i = 0; i < 4; i++) {
        log.breach(0, "urn:dp:a:b", i);
      }
      next(client, 4);
      // when
      try (LiveSubscription again = strict.subscribe(ALL, last.text())) {
        // then
        assertThat(next(again)).isInstanceOf(LiveItem.Reset.class);
        assertThat(quiet(again)).isNotNull();
      }
    }
  }

  @Test
  void aSlowClientLosesWhatWaitsAndIsTold() throws InterruptedException {
    // given
    try (LiveFeed small = new LiveFeed(log, limits(2, 600, 1_000));
        LiveSubscription slow = small.subscribe(ALL, null);
        LiveSubscription fast = small.subscribe(ALL, null)) {
      // when
      for (int i = 0; i < 20; i++) {
        log.breach(0, "urn:dp:a:b", i);
        next(fast, 1);
      }
      // then
      assertThat(next(slow)).isInstanceOf(LiveItem.Reset.class);
      log.breach(0, "urn:dp:a:b", 20);
      assertThat(next(slow, 1).get(0)).contains("\"number\":20");
    }
  }

  @Test
  void anOutageOfTheClusterLosesNothing() throws InterruptedException {
    // given
    try (LiveSubscription client = subscribe(null)) {
      log.breach(0, "urn:dp:a:b", 1);
      next(client, 1);
      // when
      log.fail(new IllegalStateException("no broker"));
      log.breach(0, "urn:dp:a:b", 2);
      int opened = log.timesOpened();
      client.next(Duration.ofSeconds(1));
      log.fail(null);
      // then
      assertThat(next(client, 1).get(0)).contains("\"number\":2");
      assertThat(log.timesOpened()).isGreaterThan(opened);
    }
  }

  @Test
  void topicsThatAreMadeAgainLeadToLoadingAnew() throws InterruptedException {
    // given
    try (LiveSubscription client = subscribe(null)) {
      log.breach(0, "urn:dp:a:b", 1);
      next(client, 1);
      // when
      log.makeAgain();
      // then
      assertThat(next(client)).isInstanceOf(LiveItem.Reset.class);
      log.breach(0, "urn:dp:a:b", 2);
      assertThat(next(client, 1).get(0)).contains("\"number\":2");
    }
  }

  @Test
  void noMoreClientsAreServedThanAllowed() throws InterruptedException {
    // given
    try (LiveFeed small = new LiveFeed(log, limits(1, 1 << 20, 1_000))) {
      LiveSubscription only = small.subscribe(ALL, null);
      // when
      assertThatThrownBy(() -> small.subscribe(ALL, null))
          // then
          .isInstanceOf(LiveBusyException.class)
          .hasMessage("1 clients listen already");
      only.close();
      small.subscribe(ALL, null).close();
    }
  }

  @Test
  void anUnreachableClusterIsToldSoonAndIsTriedAgain() throws InterruptedException {
    // given
    log.fail(new IllegalStateException("no broker"));
    // when
    assertThatThrownBy(() -> subscribe(null))
        // then
        .isInstanceOf(LiveBusyException.class)
        .hasMessageContaining("cannot be read now");
    log.fail(null);
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(LiveBusyException.class)
        .untilAsserted(() -> subscribe(null).close());
  }

  @Test
  void readsNothingOnceNobodyListens() throws InterruptedException {
    // given
    try (LiveFeed quick =
        new LiveFeed(log, new LiveLimits(3, 1 << 20, 1_000, Duration.ofMillis(20)))) {
      quick.subscribe(ALL, null).close();
      int opened = log.timesOpened();
      // when
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .noneMatch(thread -> thread.getName().equals("live-feed")));
      quick.subscribe(ALL, null).close();
      // then
      assertThat(log.timesOpened()).isEqualTo(opened + 1);
    }
  }

  /** Waits in each poll of a client that catches up, and notes which thread closes it. */
  private static final class SlowLog implements LiveLog {
    private final MemoryLog log;
    private final CountDownLatch polls = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicReference<Thread> polledBy = new AtomicReference<>();
    private final AtomicReference<Thread> closedBy = new AtomicReference<>();

    SlowLog(MemoryLog log) {
      this.log = log;
    }

    @Override
    public Reader open(@Nullable LivePosition from) {
      Reader reader = log.open(from);
      return from == null ? reader : new SlowReader(reader);
    }

    private final class SlowReader implements Reader {
      private final Reader reader;

      SlowReader(Reader reader) {
        this.reader = reader;
      }

      @Override
      public LivePosition position() {
        return reader.position();
      }

      @Override
      public Batch poll(Duration atMost) {
        polledBy.set(Thread.currentThread());
        polls.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return reader.poll(atMost);
      }

      @Override
      public void close() {
        closedBy.set(Thread.currentThread());
      }
    }
  }

  @Test
  void aClientThatLeavesWhileItCatchesUpLeavesItsConsumerToTheThreadThatReads() throws Exception {
    // given
    LivePosition last;
    try (LiveSubscription client = subscribe(null)) {
      last = quiet(client);
    }
    log.breach(0, "urn:dp:a:b", 1);
    SlowLog slow = new SlowLog(log);
    try (LiveFeed other = new LiveFeed(slow, LiveLimits.DEFAULT)) {
      LiveSubscription again = other.subscribe(ALL, last.text());
      CompletableFuture<LiveItem> reads =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return again.next(Duration.ZERO);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(slow.polls.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      // when
      again.close();
      Thread closedEarly = slow.closedBy.get();
      slow.goOn.countDown();
      reads.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      // then
      assertThat(closedEarly).isNull();
      assertThat(slow.closedBy.get()).isNotNull().isSameAs(slow.polledBy.get());
    }
  }
}
