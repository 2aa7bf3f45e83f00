package io.signalfactory.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out when the records of one raw partition arrived (ADR 0029).
 *
 * <p>Unless the broker stamped it, a record's timestamp is what its producer says, and may be
 * anything. It is compared with what else is known of the arrival: it was not after we read the
 * record, not before its event, and not before the arrival of the records before it. Our own clock
 * is used as an upper bound only, so that whoever reads the same records later gets the same times,
 * except for records of which nothing else is known.
 *
 * <p>What the records before say is the median of blocks of {@value #BLOCK} records, so that less
 * than half of them being wrong moves nothing.
 *
 * <p>Mutable and not thread-safe: it belongs to the task that reads the partition.
 */
public final class PartitionClock {

  /** How many records are taken together. */
  public static final int BLOCK = 16;

  /**
   * How wrong a timestamp may be before we warn: clocks differ, and producers batch and try again.
   */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** Two clocks that are this close agree: less would make the arrival depend on our own clock. */
  static final Duration AGREEMENT = Duration.ofSeconds(1);

  /** No record arrived before there was Kafka. */
  public static final Instant EARLIEST = Instant.parse("2011-01-01T00:00:00Z");

  private static final long TOLERANCE_MS = TOLERANCE.toMillis();
  private static final long AGREEMENT_MS = AGREEMENT.toMillis();
  private static final long EARLIEST_MS = EARLIEST.toEpochMilli();
  private static final long NOTHING_ARRIVED = Long.MIN_VALUE / 2;

  private final long[] block = new long[BLOCK];
  private int filled;
  private long reachedMs = NOTHING_ARRIVED;
  private boolean changed;

  private long arrivalMs;
  private long notAfterMs;
  private EventTime.Stamp stamp = EventTime.Stamp.PLAUSIBLE;

  /** A clock of a partition of which nothing has been read. */
  public PartitionClock() {}

  /** A clock that goes on where another one was. */
  public PartitionClock(State state) {
    reachedMs = state.reachedMs == Long.MIN_VALUE ? NOTHING_ARRIVED : state.reachedMs;
    for (long ms : state.block) {
      block[filled] = ms;
      filled++;
    }
  }

  /**
   * Reads the next record; {@link #arrivalMs}, {@link #notAfterMs} and {@link #stamp} are then
   * about it.
   *
   * @param record the record
   * @param ownMs the event's own time, in milliseconds since the epoch; {@link EventFields#NO_TIME}
   *     if it has none
   * @param toleranceMs how far ahead the event's own time may be, in milliseconds
   * @param nowMs our own clock, in milliseconds since the epoch
   */
  void read(RawRecord record, long ownMs, long toleranceMs, long nowMs) {
    long stampMs = record.timestampMs();
    boolean possible = isPossible(stampMs, nowMs);
    if (possible && record.stampedByBroker()) {
      stamp = EventTime.Stamp.PLAUSIBLE;
      arrivalMs = notAfter(nowMs, stampMs);
      notAfterMs = arrivalMs;
      note(stampMs);
      return;
    }
    // Our own clock confirms the timestamp, so an event ahead of both is measured by it.
    boolean confirmed = possible && ownMs > nowMs && stampMs >= nowMs - AGREEMENT_MS;
    notAfterMs = confirmed ? Math.min(stampMs, nowMs) : nowMs;
    long closeMs = Math.min(toleranceMs, TOLERANCE_MS);
    boolean credible = ownMs != EventFields.NO_TIME && ownMs <= notAfterMs + closeMs;
    if (possible) {
      arrivalMs = notAfter(nowMs, compared(stampMs, credible ? ownMs : stampMs, nowMs));
      note(credible ? Math.min(stampMs, ownMs) : stampMs);
    } else {
      boolean dated = credible && isPossible(ownMs, nowMs);
      stamp = EventTime.Stamp.IMPOSSIBLE;
      arrivalMs = notAfter(nowMs, dated ? Math.max(ownMs, reachedMs) : nowMs);
      if (dated) {
        note(ownMs);
      }
    }
  }

  /** Whether a record can have arrived at a time; backtests may be of the time before Kafka. */
  private static boolean isPossible(long ms, long nowMs) {
    return ms > 0 && ms <= nowMs + TOLERANCE_MS && (ms >= EARLIEST_MS || nowMs < EARLIEST_MS);
  }

  /** The arrival by a possible timestamp, by the event's own time and by the records before. */
  private long compared(long stampMs, long ownMs, long nowMs) {
    long foundMs = stampMs;
    stamp = EventTime.Stamp.PLAUSIBLE;
    if (ownMs > stampMs + TOLERANCE_MS) {
      foundMs = Math.max(ownMs, reachedMs);
      stamp = EventTime.Stamp.BEFORE_ITS_EVENT;
    } else if (ownMs > stampMs && ownMs <= nowMs + AGREEMENT_MS) {
      foundMs = Math.max(stampMs, Math.min(ownMs, nowMs));
    }
    if (foundMs < reachedMs - TOLERANCE_MS) {
      foundMs = reachedMs;
      stamp = EventTime.Stamp.BEHIND_OTHERS;
    }
    return foundMs;
  }

  private static long notAfter(long nowMs, long ms) {
    return ms > nowMs + AGREEMENT_MS ? nowMs : ms;
  }

  /** Takes note of what a record says about the time. */
  private void note(long ms) {
    block[filled] = ms;
    filled++;
    changed = true;
    if (filled == BLOCK) {
      Arrays.sort(block);
      // More than half of the block is at this time or later.
      reachedMs = Math.max(reachedMs, block[BLOCK / 2 - 1]);
      filled = 0;
    }
  }

  /** When the record arrived, in milliseconds since the epoch; at most a second after now. */
  public long arrivalMs() {
    return arrivalMs;
  }

  /** The record did not arrive after this time, in milliseconds since the epoch. */
  long notAfterMs() {
    return notAfterMs;
  }

  /** Whether the record's timestamp can be the time when it arrived. */
  EventTime.Stamp stamp() {
    return stamp;
  }

  /** Whether its state has changed since {@link #state} was called. */
  public boolean isChanged() {
    return changed;
  }

  /** What it has to remember between two records. */
  public State state() {
    changed = false;
    return new State(
        reachedMs == NOTHING_ARRIVED ? Long.MIN_VALUE : reachedMs,
        Arrays.stream(block, 0, filled).boxed().toList());
  }

  /**
   * What a clock remembers between two records.
   *
   * @param reachedMs the time that the partition has reached, in milliseconds since the epoch;
   *     {@link Long#MIN_VALUE} if there have been too few records to say
   * @param block what the records since the last whole block say, in milliseconds since the epoch;
   *     less than {@value #BLOCK}
   */
  public record State(long reachedMs, List<Long> block) {

    public State {
      block = List.copyOf(block);
      if (block.size() >= BLOCK) {
        throw new IllegalArgumentException("a block that is not whole has less than " + BLOCK);
      }
    }
  }
}
