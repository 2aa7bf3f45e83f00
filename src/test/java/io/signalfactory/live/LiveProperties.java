package io.signalfactory.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** A client that leaves and comes back, to whichever instance, gets each change exactly once. */
class LiveProperties {

  private static final LiveFilter ALL = new LiveFilter(EnumSet.allOf(LiveTopic.class), null);
  private static final Pattern NUMBER = Pattern.compile("\"number\":(\\d+)");
  private static final int CHANGES = 60;

  @Property(tries = 20)
  void eachChangeComesOnceWhereverTheClientListens(@ForAll long seed) throws InterruptedException {
    Random random = new Random(seed);
    MemoryLog log = new MemoryLog();
    List<Integer> got = new ArrayList<>();
    try (LiveFeed one = new LiveFeed(log, LiveLimits.DEFAULT);
        LiveFeed other = new LiveFeed(log, LiveLimits.DEFAULT)) {
      @Nullable String last;
      try (LiveSubscription first = one.subscribe(ALL, null)) {
        last = first.next(Duration.ZERO).position().text();
      }
      int written = 0;
      while (got.size() < CHANGES) {
        for (int burst = random.nextInt(8); burst > 0 && written < CHANGES; burst--) {
          write(log, random, written++);
        }
        try (LiveSubscription client = (random.nextBoolean() ? one : other).subscribe(ALL, last)) {
          last = listen(client, random.nextInt(6), got, last);
        }
      }
    }
    assertThat(got)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, CHANGES).boxed().toList());
  }

  private static void write(MemoryLog log, Random random, int number) {
    int partition = random.nextInt(MemoryLog.PARTITIONS);
    if (random.nextBoolean()) {
      log.breach(partition, "urn:dp:a:b", number);
    } else {
      log.state(partition, "urn:dp:a:b", number, true);
      log.state(partition, "urn:dp:a:b", -1, false);
    }
  }

  private static String listen(LiveSubscription client, int items, List<Integer> got, String last)
      throws InterruptedException {
    String position = last;
    for (int i = 0; i < items; i++) {
      LiveItem item = client.next(Duration.ofMillis(5));
      position = item.position().text();
      assertThat(item).isNotInstanceOf(LiveItem.Reset.class);
      if (item instanceof LiveItem.Change change) {
        var number = NUMBER.matcher(change.data());
        assertThat(number.find()).isTrue();
        got.add(Integer.parseInt(number.group(1)));
      }
    }
    return position;
  }
}
