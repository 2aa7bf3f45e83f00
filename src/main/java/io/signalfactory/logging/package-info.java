/**
 * How lines of the log are written. Whatever text gets into a message, it stays in its line and
 * does not steer a terminal. The doors are for {@code logback.xml}, which names them: {@link
 * io.signalfactory.logging.PrintableText} and {@link io.signalfactory.logging.PrintableStack}.
 */
@NullMarked
package io.signalfactory.logging;

import org.jspecify.annotations.NullMarked;
