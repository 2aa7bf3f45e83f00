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

  void add(Observation observation) {
    Count count = latest;
    if (count == null || !Objects.equals(latestService, observation.service())) {
      latestService = observation.service();
      count = count(observation.service());
      latest = count;
    }
    count.add(observation);
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
    private long named;
    private long mapped;
    private long timed;
    private long traced;
    private long contracted;
    private long conforming;
    private long ruled;
    private long sound;

    private Count(SenderCounts counted) {
      events = counted.events();
      failed = counted.failed();
      named = counted.named();
      mapped = counted.mapped();
      timed = counted.timed();
      traced = counted.traced();
      contracted = counted.contracted();
      conforming = counted.conforming();
      ruled = counted.ruled();
      sound = counted.sound();
    }

    private void add(Observation observation) {
      int marks = observation.marks();
      events++;
      failed += observation.failed() ? 1 : 0;
      named += Mark.NAMED.in(marks);
      mapped += Mark.MAPPED.in(marks);
      timed += Mark.TIMED.in(marks);
      traced += Mark.TRACED.in(marks);
      contracted += Mark.CONTRACTED.in(marks);
      conforming += Mark.CONFORMING.in(marks);
      ruled += Mark.RULED.in(marks);
      sound += Mark.SOUND.in(marks);
    }

    private SenderCounts counts() {
      return new SenderCounts(
          events, failed, named, mapped, timed, traced, contracted, conforming, ruled, sound);
    }
  }
}
