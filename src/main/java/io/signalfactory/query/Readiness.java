package io.signalfactory.query;

import java.time.Instant;

/**
 * Whether an instance answers queries, and why not.
 *
 * @param ready whether it answers queries now
 * @param reason for people: what it does while it is ready, else what keeps it from answering and,
 *     where somebody has to act, what to do
 * @param since when it became ready, or stopped being ready for this reason
 */
public record Readiness(boolean ready, String reason, Instant since) {

  /** It answers. */
  public static Readiness ready(String doing, Instant since) {
    return new Readiness(true, doing, since);
  }

  /** It does not answer. */
  public static Readiness notReady(String reason, Instant since) {
    return new Readiness(false, reason, since);
  }
}
