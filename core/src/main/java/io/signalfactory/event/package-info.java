/**
 * A raw record seen through the contracts of its topic: its envelope and fields, its time, its
 * trace context. Nothing here judges; nothing here knows Kafka.
 */
@NullMarked
package io.signalfactory.event;

import org.jspecify.annotations.NullMarked;
