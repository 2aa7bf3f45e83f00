package io.signalfactory.tally;

import java.time.Instant;

/**
 * A reason for failures, as a breach reports it.
 *
 * @param key what failed
 * @param count failing events with this cause in the window
 * @param share {@code count} as a share of all failing events in the window, 0 to 1; the shares of
 *     several causes can exceed 1 together, as an event can fail for several reasons
 * @param firstSeen arrival of the first of them
 * @param sample one of them
 */
public record Cause(CauseKey key, long count, double share, Instant firstSeen, Sample sample) {}
