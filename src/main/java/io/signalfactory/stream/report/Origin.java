package io.signalfactory.stream.report;

import io.signalfactory.event.RawRecord;

/**
 * Which incarnation of its topic a raw partition is read from, and where the positions of its
 * records begin ({@link RawRecord#position}).
 *
 * @param topicId the id of the topic; empty if it is not known
 * @param base the position of offset 0
 * @param createdAgainAtMs when the task began to read this incarnation after another one, in
 *     milliseconds since the epoch; {@link Long#MIN_VALUE} if it was the first
 * @param reach all positions so far are below it. It is ahead of them, so that it is not stored
 *     anew for each record
 */
public record Origin(String topicId, long base, long createdAgainAtMs, long reach) {

  /** Of a partition of which nothing is known. */
  public static final Origin UNKNOWN = new Origin("", 0, Long.MIN_VALUE, 0);

  /** How far ahead of the positions the reach is, at most. */
  private static final long STEP = 1 << 20;

  /**
   * The origin of the records that come now.
   *
   * @param current the id of the topic that exists; empty if it is not known
   */
  public Origin of(String current, long nowMs) {
    if (current.isEmpty() || current.equals(topicId)) {
      return this;
    }
    return topicId.isEmpty()
        ? new Origin(current, base, createdAgainAtMs, reach)
        : new Origin(current, reach, nowMs, reach + STEP);
  }

  /** This origin with a reach beyond {@code position}. */
  Origin reaching(long position) {
    return new Origin(topicId, base, createdAgainAtMs, (position / STEP + 1) * STEP);
  }
}
