package io.signalfactory.past;

import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.tally.Counts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The past of a dataset in windows. Windows of whole hours go by roll-ups, and by minutes where an
 * hour has no roll-up: it is not closed yet, or was before roll-ups were kept. Other windows go by
 * minutes, which are kept for a shorter time.
 *
 * @param windows the windows, the earliest first
 * @param usual what was usual for the hours that the windows touch, by hour since the epoch; an
 *     hour of which it is not known is absent
 * @param countedFrom from when on windows of this step have counts; null if there are none
 * @param judgedFrom from when on windows may say how the dataset was judged; null if none does
 */
public record PastWindows(
    List<PastWindow> windows,
    SortedMap<Long, Usual> usual,
    @Nullable Instant countedFrom,
    @Nullable Instant judgedFrom) {

  private static final int MINUTES = HourTrack.MINUTES;
  private static final int SECONDS = HourTrack.SECONDS;
  private static final int HOUR_SECONDS = MINUTES * SECONDS;

  public PastWindows {
    windows = List.copyOf(windows);
    usual = Collections.unmodifiableSortedMap(usual);
  }

  /** What is stored, in these windows. */
  public static PastWindows of(WindowSpan span, StoredPast stored) {
    List<PastWindow> windows =
        new ArrayList<>(Collections.nCopies((int) span.windows(), PastWindow.NOTHING));
    CountedSpan counted = CountedSpan.of(stored);
    if (span.ofWholeHours()) {
      for (long hour = span.firstHour(); hour <= span.lastHour(); hour++) {
        add(windows, span.windowOf(hour * MINUTES), hour(hour, stored, counted));
      }
    } else {
      for (long minute = span.fromMinute(); minute < span.toMinute(); minute++) {
        add(windows, span.windowOf(minute), minute(minute, stored, counted));
      }
    }
    SortedMap<Long, Usual> usual = new TreeMap<>();
    stored
        .rollups()
        .forEach(
            (hour, rollup) -> {
              if (rollup.count() != null && rollup.count().usual() != null) {
                usual.put(hour, rollup.count().usual());
              }
            });
    Long firstCounted = span.ofWholeHours() ? stored.firstCounted() : null;
    Instant minutesFrom = counted.from();
    Instant hoursFrom = firstCounted == null ? null : startOf(firstCounted);
    return new PastWindows(
        windows,
        usual,
        earlier(observedOnly(hoursFrom, stored.observed()), minutesFrom),
        stored.firstJudged() == null ? null : startOf(stored.firstJudged()));
  }

  private static void add(List<PastWindow> windows, int index, PastWindow more) {
    windows.set(index, windows.get(index).and(more));
  }

  private static Instant startOf(long hour) {
    return Instant.ofEpochSecond(hour * HOUR_SECONDS);
  }

  /** The dataset may have become known within its first hour. */
  private static @Nullable Instant observedOnly(
      @Nullable Instant from, @Nullable ObservedSpan observed) {
    return from != null && observed != null && observed.since().isAfter(from)
        ? observed.since()
        : from;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  private static PastWindow hour(long hour, StoredPast stored, CountedSpan counted) {
    RollupHour rollup = stored.rollups().getOrDefault(hour, RollupHour.NOTHING);
    HourTrack track = stored.tracks().getOrDefault(hour, HourTrack.NOTHING);
    Judged judged = rollup.judged() == null ? track.whole() : rollup.judged();
    HourCount count = rollup.count();
    if (count != null) {
      // It was closed, so it was counted from when the dataset became known.
      long seconds = counted.sinceKnown(hour * HOUR_SECONDS, HOUR_SECONDS);
      return new PastWindow(count.counted(), seconds, count.late(), judged);
    }
    Counted sum = Counted.NOTHING;
    long late = 0;
    for (Counted minute : stored.minutes().subMap(hour * MINUTES, (hour + 1) * MINUTES).values()) {
      sum = sum.plus(minute);
    }
    for (int i = 0; i < MINUTES; i++) {
      late += track.late(i);
    }
    long seconds = counted.overlap(hour * HOUR_SECONDS, HOUR_SECONDS);
    return new PastWindow(sum, seconds, late(late), judged);
  }

  private static PastWindow minute(long minute, StoredPast stored, CountedSpan counted) {
    HourTrack track =
        stored.tracks().getOrDefault(Math.floorDiv(minute, MINUTES), HourTrack.NOTHING);
    int ofHour = Math.floorMod(minute, MINUTES);
    return new PastWindow(
        stored.minutes().getOrDefault(minute, Counted.NOTHING),
        counted.overlap(minute * SECONDS, SECONDS),
        late(track.late(ofHour)),
        track.minute(ofHour));
  }

  private static Counts late(long events) {
    return events == 0 ? Counts.ZERO : new Counts(events, 0, 0, 0, 0);
  }

  /**
   * The span in which minutes are stored and every event was counted, in seconds since the epoch.
   *
   * @param knownFrom when the dataset became known
   * @param fromSecond the first second of the span
   * @param to the second after the last
   */
  private record CountedSpan(long knownFrom, long fromSecond, long to) {

    /** Later than all times, and still can be added up. */
    private static final long FAR = Long.MAX_VALUE / 4;

    private static final CountedSpan NEVER = new CountedSpan(FAR, FAR, -FAR);

    static CountedSpan of(StoredPast stored) {
      ObservedSpan observed = stored.observed();
      if (observed == null) {
        return NEVER;
      }
      long since = observed.since().getEpochSecond();
      Instant closed = observed.closedThrough();
      long through = closed == null ? -FAR : closed.getEpochSecond();
      for (HourTrack track : stored.tracks().values()) {
        through = Math.max(through, Math.floorDiv(track.countedThroughMs(), 1_000L));
      }
      return new CountedSpan(since, Math.max(since, stored.minutesFrom() * SECONDS), through);
    }

    /** How many seconds of a stretch are in this span. */
    long overlap(long start, long length) {
      return Math.max(0, Math.min(to, start + length) - Math.max(fromSecond, start));
    }

    /** How many seconds of a stretch came after the dataset had become known. */
    long sinceKnown(long start, long length) {
      return Math.max(0, start + length - Math.max(knownFrom, start));
    }

    @Nullable Instant from() {
      return to <= fromSecond ? null : Instant.ofEpochSecond(fromSecond);
    }
  }
}
