package io.signalfactory.stream.sight;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** When the cluster last answered. Thread-safe. */
public final class ClusterSight {

  private final LongSupplier nanoClock;
  private volatile long answeredAt;
  private volatile @Nullable String refusal;

  /**
   * Counts as answered when it is made: the first answer is waited for as any other is.
   *
   * @param nanoClock the clock by which the cluster is asked; it only goes forward, in nanoseconds
   */
  public ClusterSight(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.answeredAt = nanoClock.getAsLong();
  }

  /** The time to give {@link #answered} once there is an answer to a question that is asked now. */
  long askedNow() {
    return nanoClock.getAsLong();
  }

  /** There is an answer to the question that was asked then. */
  void answered(long askedAt) {
    refusal = null;
    answeredAt = askedAt;
  }

  /**
   * The cluster has answered that it does not answer.
   *
   * @param why for people
   */
  void refused(String why) {
    refusal = why;
  }

  long ageNanos() {
    return Math.max(0, nanoClock.getAsLong() - answeredAt);
  }

  /** Why it is blind if that is for lack of an answer. */
  String blindness(Duration age) {
    String why = refusal;
    return "no answer from the cluster for "
        + age.toSeconds()
        + " s"
        + (why == null ? "" : ": " + why);
  }
}
