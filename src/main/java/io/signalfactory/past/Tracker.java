package io.signalfactory.past;

import io.signalfactory.signal.Phase;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Follows one dataset from one evaluation to the next, and has the minutes of the running hour and,
 * until it is taken, of the hour before. Reads no clock. Mutable and not thread-safe.
 */
public final class Tracker {

  /** After a longer pause the time in between does not count as judged. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
  private static final long NEVER = Long.MIN_VALUE;

  private final Phase phase;
  private final int[] judgedMs = new int[HourTrack.MINUTES];
  private final int[] staleness = new int[HourTrack.MINUTES];
  private final int[] worst = new int[HourTrack.MINUTES];
  private long hour = NEVER;
  private long lastMs = NEVER;
  private boolean lastSaw;
  private long countedThroughMs = Long.MIN_VALUE;
  private long takenMs = NEVER;
  private @Nullable Ended ended;

  /**
   * A tracker that has seen nothing.
   *
   * @param datasetUrn the dataset: it decides when in a minute its track is due
   */
  public Tracker(String datasetUrn) {
    this.phase = new Phase(datasetUrn);
  }

  /**
   * Goes on with a track where it, or another instance, stopped.
   *
   * @param trackedHour the hour of the track, in hours since the epoch
   */
  public void restore(long trackedHour, HourTrack track) {
    begin(trackedHour);
    for (int i = 0; i < HourTrack.MINUTES; i++) {
      Judged minute = track.minute(i);
      judgedMs[i] = minute.seconds() * 1_000;
      staleness[i] = minute.staleness();
      worst[i] = minute.worst().code();
    }
    countedThroughMs = track.countedThroughMs();
  }

  /**
   * Takes an evaluation down. One that is earlier than the one before, by the clock of another
   * instance, is left out.
   *
   * @param nowMs the time of the evaluation, in milliseconds since the epoch
   * @param states the states that it came to
   * @param stalenessSeconds the time since the latest event; not looked at while the observer is
   *     behind
   * @param saw whether the observer was not behind
   * @param countedThrough as {@link HourTrack#countedThroughMs}
   */
  public void judged(
      long nowMs, WorstStates states, double stalenessSeconds, boolean saw, long countedThrough) {
    long nowHour = Math.floorDiv(nowMs, HOUR_MS);
    if (nowMs < lastMs || nowHour < hour) {
      return;
    }
    long fromMs = lastSaw && nowMs - lastMs <= LONGEST_PAUSE.toMillis() ? lastMs : nowMs;
    if (nowHour != hour) {
      addSpan(fromMs, nowHour * HOUR_MS);
      if (hour != NEVER) {
        ended = new Ended(hour, track());
      }
      begin(nowHour);
    }
    addSpan(Math.max(fromMs, nowHour * HOUR_MS), nowMs);
    int minute = minuteOf(nowMs);
    worst[minute] = new WorstStates(worst[minute]).and(states).code();
    if (saw) {
      int seconds = (int) Math.min(Integer.MAX_VALUE, Math.ceil(Math.max(0, stalenessSeconds)));
      staleness[minute] = Math.max(staleness[minute], seconds);
    }
    lastMs = nowMs;
    lastSaw = saw;
    countedThroughMs = Math.max(countedThroughMs, countedThrough);
  }

  private void begin(long nextHour) {
    hour = nextHour;
    Arrays.fill(judgedMs, 0);
    Arrays.fill(staleness, Judged.NO_STALENESS);
    Arrays.fill(worst, 0);
  }

  /** Counts a span as judged, as far as it is in the running hour. */
  private void addSpan(long fromMs, long toMs) {
    long from = fromMs;
    while (from < toMs && Math.floorDiv(from, HOUR_MS) == hour) {
      long end = Math.min(toMs, (Math.floorDiv(from, MINUTE_MS) + 1) * MINUTE_MS);
      judgedMs[minuteOf(from)] += (int) (end - from);
      from = end;
    }
  }

  private static int minuteOf(long ms) {
    return (int) Math.floorMod(Math.floorDiv(ms, MINUTE_MS), (long) HourTrack.MINUTES);
  }

  /** The running hour, in hours since the epoch. */
  public long hour() {
    return hour;
  }

  /** The minutes of the running hour so far. */
  public HourTrack track() {
    int[] seconds = new int[HourTrack.MINUTES];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = Math.min(HourTrack.SECONDS, (judgedMs[i] + 500) / 1_000);
    }
    return HourTrack.of(
        countedThroughMs, seconds, staleness.clone(), worst.clone(), new long[HourTrack.MINUTES]);
  }

  /**
   * Whether it is this dataset's turn to have its track stored: once per minute, each dataset at a
   * moment of its own; true once per turn.
   */
  public boolean isDue(long nowMs) {
    boolean due = takenMs != NEVER && phase.isDue(takenMs, nowMs, MINUTE_MS);
    if (due || takenMs == NEVER) {
      takenMs = nowMs;
    }
    return due;
  }

  /** The hour that has ended since the last call; null if none has. */
  public @Nullable Ended takeEnded() {
    Ended taken = ended;
    ended = null;
    return taken;
  }

  /**
   * An hour that has ended.
   *
   * @param hour the hour, in hours since the epoch
   * @param track its minutes
   */
  public record Ended(long hour, HourTrack track) {}
}
