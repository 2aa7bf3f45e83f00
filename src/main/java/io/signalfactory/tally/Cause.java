package io.signalfactory.tally;

import java.time.Instant;

/**
 * A reason why events failed or rules did not pass, as a breach reports it.
 *
 * @param key what failed
 * @param count events with this cause in the window
 * @param share {@code count} divided by all failures in the window, 0 to 1; the shares of several
 *     causes may add up to more than 1, because an event can fail for several reasons
 * @param firstSeen arrival of the first event with this cause
 * @param sample the record of one such event
 */
public record Cause(CauseKey key, long count, double share, Instant firstSeen, Sample sample) {}
