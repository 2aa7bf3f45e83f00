package io.signalfactory.tally;

import org.jspecify.annotations.Nullable;

/**
 * A service and what it sent.
 *
 * @param service its name; null for records of which nobody knows who sent them; {@link
 *     Senders#OTHERS} for services that were too many to be counted apart
 * @param counts what was counted of its events
 */
public record Sender(@Nullable String service, SenderCounts counts) {}
