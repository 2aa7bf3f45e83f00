/**
 * What can be asked of the states, histories and breaches, whoever holds them. Knows no Kafka
 * Streams.
 */
@NullMarked
package io.signalfactory.query;

import org.jspecify.annotations.NullMarked;
