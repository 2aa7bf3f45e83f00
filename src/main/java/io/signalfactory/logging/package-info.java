/**
 * How lines of the log are written. Whatever text gets into a message, it stays in its line and
 * does not steer a terminal, and Kafka's clients do not repeat themselves. The doors are for {@code
 * logback.xml}, which names them: {@link io.signalfactory.logging.PrintableText}, {@link
 * io.signalfactory.logging.PrintableStack} and {@link io.signalfactory.logging.RepeatedLines}.
 */
@NullMarked
package io.signalfactory.logging;

import org.jspecify.annotations.NullMarked;
