package io.signalfactory.backtest;

import io.signalfactory.signal.Breach;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up how long signals are in each state. A state lasts until the next one is published. */
final class SignalTimes {

  private final Map<String, Track> tracks = new TreeMap<>();

  /** A state was published. */
  void state(SignalState state) {
    Track track = track(state.key());
    track.close(state.updatedAt());
    track.state = state.state();
    track.since = state.updatedAt();
  }

  /**
   * A signal is no longer judged.
   *
   * @param key {@link SignalKey#text()}
   */
  void cleared(String key, Instant now) {
    Track track = tracks.get(key);
    if (track != null) {
      track.close(now);
      track.state = null;
    }
  }

  /** A transition of a breach was published. */
  void breach(Breach breach) {
    Track track = track(breach.key());
    switch (breach.status()) {
      case OPEN -> {
        track.breaches++;
        track.openSince = breach.openedAt();
        if (track.firstOpenedAt == null) {
          track.firstOpenedAt = breach.openedAt();
        }
      }
      case UPDATED -> {
        // The breach goes on.
      }
      case RESOLVED -> {
        if (breach.resolvedAt() != null) {
          track.end(breach.resolvedAt());
        }
        track.openSince = null;
      }
    }
  }

  /** A summary of each signal up to {@code now}, sorted by name. */
  List<SignalSummary> until(Instant now) {
    return tracks.values().stream().map(track -> track.summary(now)).toList();
  }

  private Track track(SignalKey key) {
    return tracks.computeIfAbsent(key.text(), text -> new Track(key));
  }

  private static final class Track {
    private final SignalKey key;
    private final Map<State, Duration> times = new EnumMap<>(State.class);
    private @Nullable State state;
    private Instant since = Instant.EPOCH;
    private long breaches;
    private @Nullable Instant firstOpenedAt;
    private @Nullable Instant openSince;
    private @Nullable Duration longest;

    private Track(SignalKey key) {
      this.key = key;
    }

    private void close(Instant now) {
      if (state != null) {
        times.merge(state, Duration.between(since, now), Duration::plus);
        since = now;
      }
    }

    private void end(Instant now) {
      if (openSince != null) {
        Duration open = Duration.between(openSince, now);
        longest = longest == null || open.compareTo(longest) > 0 ? open : longest;
      }
    }

    private SignalSummary summary(Instant now) {
      close(now);
      end(now);
      return new SignalSummary(key, times, breaches, firstOpenedAt, longest, openSince != null);
    }
  }
}
