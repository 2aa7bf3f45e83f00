package io.signalfactory.tally;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When each version of each service was first and last seen in a dataset, so that a breach can tell
 * whether its cause came with a new version. Immutable.
 *
 * <p>Bounded: of more than {@value #MAX_SIGHTINGS} versions the one that was not seen for longest
 * is forgotten. A version that is forgotten while it still sends would look new when it is seen
 * again; therefore nothing is called new for an hour after such a loss.
 *
 * @param sightings the versions, in the order in which they were taken up
 * @param incompleteAtMs when a version that still sends was last left out, in milliseconds since
 *     the epoch; {@link Long#MIN_VALUE} if never
 */
public record ProducerHistory(List<Sighting> sightings, long incompleteAtMs) {

  /** Versions kept, of all services together. */
  static final int MAX_SIGHTINGS = 32;

  /** Nothing seen yet. */
  public static final ProducerHistory EMPTY = new ProducerHistory(List.of(), Long.MIN_VALUE);

  /** A cause that begins so long after its version appeared is not said to have come with it. */
  static final Duration JUST_BEFORE = Duration.ofMinutes(10);

  /**
   * Versions that come within so long after the first one of their service have been there from the
   * start, as far as anybody here can know.
   */
  static final Duration FROM_THE_START = Duration.ofSeconds(30);

  /** A version that was not seen for so long sends no more. */
  static final Duration STILL_SENDING = Duration.ofHours(1);

  public ProducerHistory {
    sightings = List.copyOf(sightings);
  }

  /**
   * The history after a tally.
   *
   * @param firstArrivals first arrival of each producer version in it, in milliseconds since the
   *     epoch
   * @return this history if the tally adds nothing to it
   */
  public ProducerHistory seen(Map<Producer, Long> firstArrivals) {
    if (firstArrivals.entrySet().stream().allMatch(this::knows)) {
      return this;
    }
    Map<Producer, Sighting> known = new LinkedHashMap<>();
    sightings.forEach(sighting -> known.put(sighting.producer(), sighting));
    long incomplete = incompleteAtMs;
    for (Map.Entry<Producer, Long> arrival : firstArrivals.entrySet()) {
      known.merge(
          arrival.getKey(),
          new Sighting(arrival.getKey(), arrival.getValue(), arrival.getValue()),
          Sighting::plus);
      // a tally with no room left may have left some out
      if (known.size() > MAX_SIGHTINGS && forgotActive(known, arrival.getValue())
          || firstArrivals.size() >= Tally.MAX_PRODUCERS) {
        incomplete = Math.max(incomplete, arrival.getValue());
      }
    }
    return new ProducerHistory(List.copyOf(known.values()), incomplete);
  }

  private boolean knows(Map.Entry<Producer, Long> arrival) {
    for (Sighting sighting : sightings) {
      if (sighting.producer().equals(arrival.getKey())) {
        return sighting.firstSeenMs() <= arrival.getValue()
            && arrival.getValue() <= sighting.lastSeenMs();
      }
    }
    return false;
  }

  /** Forgets the version that was not seen for longest; whether it was still sending. */
  private static boolean forgotActive(Map<Producer, Sighting> known, long nowMs) {
    Sighting quietest =
        known.values().stream().min(Comparator.comparingLong(Sighting::lastSeenMs)).orElseThrow();
    known.remove(quietest.producer());
    return nowMs - quietest.lastSeenMs() <= STILL_SENDING.toMillis();
  }

  /**
   * When the version behind a cause appeared: at most {@link #JUST_BEFORE} before the cause, where
   * another version of its service had been there before. Null where the version has been there for
   * longer or from the start, or where it cannot be known.
   */
  public @Nullable Instant newVersionBehind(Cause cause) {
    String service = cause.key().service();
    String version = cause.key().version();
    if (service == null || version == null) {
      return null;
    }
    Sighting own = null;
    long serviceSinceMs = Long.MAX_VALUE;
    for (Sighting sighting : sightings) {
      if (sighting.producer().service().equals(service)) {
        serviceSinceMs = Math.min(serviceSinceMs, sighting.firstSeenMs());
        if (Objects.equals(sighting.producer().version(), version)) {
          own = sighting;
        }
      }
    }
    if (own == null) {
      return null;
    }
    long appearedMs = own.firstSeenMs();
    boolean another = serviceSinceMs < appearedMs - FROM_THE_START.toMillis();
    boolean justBefore =
        !cause.firstSeen().isAfter(Instant.ofEpochMilli(appearedMs).plus(JUST_BEFORE));
    boolean certain =
        incompleteAtMs == Long.MIN_VALUE || appearedMs - incompleteAtMs > STILL_SENDING.toMillis();
    return another && justBefore && certain ? Instant.ofEpochMilli(appearedMs) : null;
  }

  /**
   * A version that was seen.
   *
   * @param producer the version
   * @param firstSeenMs its first arrival, in milliseconds since the epoch
   * @param lastSeenMs an arrival of its latest minute, in milliseconds since the epoch
   */
  public record Sighting(Producer producer, long firstSeenMs, long lastSeenMs) {

    private Sighting plus(Sighting other) {
      return new Sighting(
          producer,
          Math.min(firstSeenMs, other.firstSeenMs),
          Math.max(lastSeenMs, other.lastSeenMs));
    }
  }
}
