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
 * <p>Bounded: of more than {@value #MAX_VERSIONS} versions the one that was not seen for longest is
 * forgotten. A version that is forgotten while it still sends would look new when it is seen again;
 * therefore nothing is called new for an hour after such a loss.
 *
 * @param versions the versions, in the order in which they were taken up
 * @param incompleteAtMs when a version that still sends was last left out, in milliseconds since
 *     the epoch; {@link Long#MIN_VALUE} if never
 */
public record VersionHistory(List<SeenVersion> versions, long incompleteAtMs) {

  /** Versions kept, of all services together. */
  static final int MAX_VERSIONS = 32;

  /** Nothing seen yet. */
  public static final VersionHistory EMPTY = new VersionHistory(List.of(), Long.MIN_VALUE);

  /** A cause that begins so long after its version appeared is not said to have come with it. */
  static final Duration JUST_BEFORE = Duration.ofMinutes(10);

  /**
   * Versions that come within so long after the first one of their service have been there from the
   * start, as far as anybody here can know.
   */
  static final Duration FROM_THE_START = Duration.ofSeconds(30);

  /** A version that was not seen for so long sends no more. */
  static final Duration STILL_SENDING = Duration.ofHours(1);

  public VersionHistory {
    versions = List.copyOf(versions);
  }

  /**
   * The history after a tally.
   *
   * @param firstArrivals first arrival of each version of a service in it, in milliseconds since
   *     the epoch
   * @return this history if the tally adds nothing to it
   */
  public VersionHistory seen(Map<ServiceVersion, Long> firstArrivals) {
    if (firstArrivals.entrySet().stream().allMatch(this::knows)) {
      return this;
    }
    Map<ServiceVersion, SeenVersion> known = new LinkedHashMap<>();
    versions.forEach(seen -> known.put(seen.serviceVersion(), seen));
    long incomplete = incompleteAtMs;
    for (Map.Entry<ServiceVersion, Long> arrival : firstArrivals.entrySet()) {
      known.merge(
          arrival.getKey(),
          new SeenVersion(arrival.getKey(), arrival.getValue(), arrival.getValue()),
          SeenVersion::plus);
      // a tally with no room left may have left some out
      if (known.size() > MAX_VERSIONS && forgotActive(known, arrival.getValue())
          || firstArrivals.size() >= Tally.MAX_VERSIONS) {
        incomplete = Math.max(incomplete, arrival.getValue());
      }
    }
    return new VersionHistory(List.copyOf(known.values()), incomplete);
  }

  private boolean knows(Map.Entry<ServiceVersion, Long> arrival) {
    for (SeenVersion seen : versions) {
      if (seen.serviceVersion().equals(arrival.getKey())) {
        return seen.firstSeenMs() <= arrival.getValue() && arrival.getValue() <= seen.lastSeenMs();
      }
    }
    return false;
  }

  /** Forgets the version that was not seen for longest; whether it was still sending. */
  private static boolean forgotActive(Map<ServiceVersion, SeenVersion> known, long nowMs) {
    SeenVersion quietest =
        known.values().stream()
            .min(Comparator.comparingLong(SeenVersion::lastSeenMs))
            .orElseThrow();
    known.remove(quietest.serviceVersion());
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
    SeenVersion own = null;
    long serviceSinceMs = Long.MAX_VALUE;
    for (SeenVersion seen : versions) {
      if (seen.serviceVersion().service().equals(service)) {
        serviceSinceMs = Math.min(serviceSinceMs, seen.firstSeenMs());
        if (Objects.equals(seen.serviceVersion().version(), version)) {
          own = seen;
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
   * @param serviceVersion the version
   * @param firstSeenMs its first arrival, in milliseconds since the epoch
   * @param lastSeenMs an arrival of its latest minute, in milliseconds since the epoch
   */
  public record SeenVersion(ServiceVersion serviceVersion, long firstSeenMs, long lastSeenMs) {

    private SeenVersion plus(SeenVersion other) {
      return new SeenVersion(
          serviceVersion,
          Math.min(firstSeenMs, other.firstSeenMs),
          Math.max(lastSeenMs, other.lastSeenMs));
    }
  }
}
