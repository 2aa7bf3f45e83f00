/**
 * What is close to Kafka's internals: lags, sizes of topics, RocksDB's memory, failed threads, and
 * the names of the topology's parts.
 */
@NullMarked
package io.signalfactory.stream.kafka;

import org.jspecify.annotations.NullMarked;
