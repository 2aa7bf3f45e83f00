package io.signalfactory.tally;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events of one minute by the service that sent them. Most records come from the same
 * service as the one before, and cost a comparison and some additions. Mutable.
 */
final class SenderCounter {

  /** How many services are counted apart in a minute; those that come later are the others. */
  static final int MAX_SENDERS = 16;

  private final Map<@Nullable String, Count> counts = new HashMap<>(4);
  private @Nullable String latestService;
  private @Nullable Count latest;

  SenderCounter(Senders counted) {
    for (Sender sender : counted.list()) {
      counts.put(sender.service(), new Count(sender.counts()));
    }
  }

  /**
   * Counts one event. It takes the parts of an {@link Observation}, not the whole, so that the
   * compiler can do without the object: ENFORCE makes one per record.
   *
   * @param marks the {@link Mark}s that it has, each as its bit
   */
  void add(@Nullable String service, boolean failed, int marks) {
    Count count = latest;
    if (count == null || !Objects.equals(latestService, service)) {
      latestService = service;
      count = count(service);
      latest = count;
    }
    count.add(failed, marks);
  }

  private Count count(@Nullable String service) {
    boolean apart = counts.containsKey(service) || counts.size() < MAX_SENDERS;
    return counts.computeIfAbsent(
        apart ? service : Senders.OTHERS, name -> new Count(SenderCounts.ZERO));
  }

  Senders senders() {
    List<Sender> senders = new ArrayList<>(counts.size());
    counts.forEach((service, count) -> senders.add(new Sender(service, count.counts())));
    return Senders.of(senders);
  }

  private static final class Count {

    private long events;
    private long failed;
    private final long[] marked = new long[Mark.values().length];

    private Count(SenderCounts counted) {
      events = counted.events();
      failed = counted.failed();
      set(Mark.NAMED, counted.named());
      set(Mark.MAPPED, counted.mapped());
      set(Mark.TIMED, counted.timed());
      set(Mark.TRACED, counted.traced());
      set(Mark.CONTRACTED, counted.contracted());
      set(Mark.CONFORMING, counted.conforming());
      set(Mark.RULED, counted.ruled());
      set(Mark.SOUND, counted.sound());
    }

    private void set(Mark mark, long count) {
      marked[mark.place()] = count;
    }

    private long get(Mark mark) {
      return marked[mark.place()];
    }

    private void add(boolean isFailed, int marks) {
      events++;
      failed += isFailed ? 1 : 0;
      for (int rest = marks; rest != 0; rest &= rest - 1) {
        marked[Integer.numberOfTrailingZeros(rest)]++;
      }
    }

    private SenderCounts counts() {
      return new SenderCounts(
          events,
          failed,
          get(Mark.NAMED),
          get(Mark.MAPPED),
          get(Mark.TIMED),
          get(Mark.TRACED),
          get(Mark.CONTRACTED),
          get(Mark.CONFORMING),
          get(Mark.RULED),
          get(Mark.SOUND));
    }
  }
}
