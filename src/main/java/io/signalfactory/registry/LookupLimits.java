package io.signalfactory.registry;

import java.time.Duration;

/**
 * How much is kept of a registry, for how long, and how long a stream thread waits for it.
 *
 * @param maxWait for so long a stream thread waits for the registry within {@code waitPeriod}, for
 *     all lookups together
 * @param waitPeriod from the first wait to the next full {@code maxWait}; so a thread spends at
 *     most the share {@code maxWait / waitPeriod} of its time waiting
 * @param latestExpiry for so long the newest version of a subject is not asked for again
 * @param unknownExpiry for so long it is not asked again for what the registry does not have, or
 *     has and cannot be used
 * @param maxSchemas kept; the one that was asked for longest ago goes first. As many negative
 *     answers are kept beside them, so unknown ids drive out no schema
 * @param requestsPerSecond sent to the registry at most, on average over a second
 * @param pauseAfterFailure for so long a registry is not asked after the first failures in a row
 * @param longestPause the pause doubles with each further failure up to this
 */
public record LookupLimits(
    Duration maxWait,
    Duration waitPeriod,
    Duration latestExpiry,
    Duration unknownExpiry,
    int maxSchemas,
    int requestsPerSecond,
    Duration pauseAfterFailure,
    Duration longestPause) {}
