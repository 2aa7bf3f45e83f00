package io.signalfactory.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Whether all is well: every instance ready, every state right, every record judged. */
final class Health {

  /** Evidence that is younger than this may still be on its way. */
  private static final long ON_ITS_WAY_MS = 5_000;

  private static final long JUDGED_LATELY_MS = 4_000;

  /** A look that is older says nothing of the present. */
  private static final long LOOKED_LATELY_MS = 9_000;

  private final List<Instance> instances;
  private final Observers observers;
  private Set<String> signals = Set.of();

  Health(List<Instance> instances, Observers observers) {
    this.instances = instances;
    this.observers = observers;
  }

  /** From now on the signals of which there are states must have one. */
  void remember() {
    signals = Set.copyOf(latestStates(0).keySet());
  }

  /** Whether there is a state of each dataset. */
  boolean allAreJudged() {
    Map<String, Shown> latest = latestStates(0);
    return Feed.ALL.stream()
        .allMatch(feed -> latest.values().stream().anyMatch(s -> s.urn().equals(feed.urn())));
  }

  /** The newest states that the instances show together, of looks since a time. */
  private Map<String, Shown> latestStates(long since) {
    Map<String, Shown> all = new TreeMap<>();
    for (Look look : latest(since)) {
      // Where both show a state, for a moment, the one that knows counts.
      look.states().forEach((key, shown) -> all.merge(key, shown, (a, b) -> a.unknown() ? b : a));
    }
    return all;
  }

  private List<Look> latest(long since) {
    Map<Integer, Look> newest = new TreeMap<>();
    long recent = System.currentTimeMillis() - LOOKED_LATELY_MS;
    observers
        .watcher()
        .since(Math.max(since, recent))
        .forEach(look -> newest.put(look.instance(), look));
    return List.copyOf(newest.values());
  }

  /** Whether nothing is wrong now, going by looks since a time. */
  boolean isWell(long since) {
    return ailments(since).isEmpty();
  }

  /** What is not as it should be now, going by looks since a time. */
  List<String> ailments(long since) {
    List<String> all = new ArrayList<>();
    List<Look> looks = latest(since);
    for (Instance instance : instances) {
      Optional<Look> look =
          looks.stream().filter(l -> l.instance() == instance.number()).findFirst();
      if (look.isEmpty() || !look.get().ready().ok()) {
        all.add(
            "instance "
                + instance.number()
                + " is not ready: "
                + look.map(l -> l.ready().body()).orElse("it was not asked yet"));
      }
    }
    Map<String, Shown> states = latestStates(since);
    Set<String> missing = new HashSet<>(signals);
    missing.removeAll(states.keySet());
    if (!missing.isEmpty()) {
      all.add("no instance shows " + missing.iterator().next());
    }
    states.values().stream()
        .filter(shown -> !shown.state().equals(StateRules.due(shown)))
        .findFirst()
        .ifPresent(shown -> all.add(shown.key() + " is " + shown.state() + ": " + shown.reason()));
    long now = System.currentTimeMillis();
    for (Feed feed : Feed.ALL) {
      long blind = observers.sight().blindMillis(feed.topic(), now);
      if (blind > JUDGED_LATELY_MS) {
        all.add("a partition of " + feed.topic() + " was last judged " + blind + " ms ago");
      }
    }
    observers.counts().waitingSince(now - ON_ITS_WAY_MS).ifPresent(all::add);
    return all;
  }
}
