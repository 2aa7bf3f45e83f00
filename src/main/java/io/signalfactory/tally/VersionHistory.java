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
 * When each version of each service was first and last seen in a dataset, so that a breach can name
 * the new version that its cause came with. Immutable.
 *
 * <p>Bounded: at most {@value #MAX_VERSIONS} versions are kept; the one that has not been seen for
 * the longest time is forgotten first. A version that is forgotten while it still sends looks new
 * when it is seen again, so no version counts as new for an hour after that.
 *
 * @param versions the versions, in the order in which they were first seen
 * @param incompleteAtMs when a version that was still sending was last left out or forgotten, in
 *     milliseconds since the epoch; {@link Long#MIN_VALUE} if never
 */
public record VersionHistory(List<SeenVersion> versions, long incompleteAtMs) {

  /** How many versions are kept, of all services together. */
  static final int MAX_VERSIONS = 32;

  /** The history of a dataset without events. */
  public static final VersionHistory EMPTY = new VersionHistory(List.of(), Long.MIN_VALUE);

  /** A version is only named with a cause that began at most this long after it appeared. */
  static final Duration JUST_BEFORE = Duration.ofMinutes(10);

  /**
   * Versions that are first seen at most this long after the first version of their service are not
   * new: they may have been sending for longer than the dataset has been observed.
   */
  static final Duration FROM_THE_START = Duration.ofSeconds(30);

  /** A version is taken to be sending still until it has not been seen for this long. */
  static final Duration STILL_SENDING = Duration.ofHours(1);

  public VersionHistory {
    versions = List.copyOf(versions);
  }

  /**
   * The history with the versions of one tally.
   *
   * @param firstArrivals the first arrival of each version in the tally, in milliseconds since the
   *     epoch
   * @return this history if the tally adds nothing to it
   */
  public VersionHistory seen(Map<ServiceVersion, Long> firstArrivals) {
    if (firstArrivals.entrySet().stream().allMatch(this::isKnown)) {
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
      // A tally with the most versions that it keeps may have left some out.
      if (known.size() > MAX_VERSIONS && forgetQuietest(known, arrival.getValue())
          || firstArrivals.size() >= Tally.MAX_VERSIONS) {
        incomplete = Math.max(incomplete, arrival.getValue());
      }
    }
    return new VersionHistory(List.copyOf(known.values()), incomplete);
  }

  private boolean isKnown(Map.Entry<ServiceVersion, Long> arrival) {
    for (SeenVersion seen : versions) {
      if (seen.serviceVersion().equals(arrival.getKey())) {
        return seen.firstSeenMs() <= arrival.getValue() && arrival.getValue() <= seen.lastSeenMs();
      }
    }
    return false;
  }

  /**
   * Forgets the version that has not been seen for the longest time.
   *
   * @return whether it may still be sending
   */
  private static boolean forgetQuietest(Map<ServiceVersion, SeenVersion> known, long nowMs) {
    SeenVersion quietest =
        known.values().stream()
            .min(Comparator.comparingLong(SeenVersion::lastSeenMs))
            .orElseThrow();
    known.remove(quietest.serviceVersion());
    return nowMs - quietest.lastSeenMs() <= STILL_SENDING.toMillis();
  }

  /**
   * When the version behind a cause appeared, if it is a new version: it appeared at most {@link
   * #JUST_BEFORE} before the cause, and its service had sent with another version before. Null if
   * the version is not new, or if that is not known.
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
    boolean hadEarlierVersion = serviceSinceMs < appearedMs - FROM_THE_START.toMillis();
    boolean appearedJustBefore =
        !cause.firstSeen().isAfter(Instant.ofEpochMilli(appearedMs).plus(JUST_BEFORE));
    boolean isComplete =
        incompleteAtMs == Long.MIN_VALUE || appearedMs - incompleteAtMs > STILL_SENDING.toMillis();
    return hadEarlierVersion && appearedJustBefore && isComplete
        ? Instant.ofEpochMilli(appearedMs)
        : null;
  }

  /**
   * A version that was seen.
   *
   * @param serviceVersion the version
   * @param firstSeenMs its first arrival, in milliseconds since the epoch
   * @param lastSeenMs the latest of its first arrivals per tally, in milliseconds since the epoch
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
