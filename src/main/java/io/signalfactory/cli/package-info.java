/**
 * The commands: they read options, call the other packages and print. Results go to standard
 * output, everything else to standard error. The only door is {@link
 * io.signalfactory.cli.SignalFactory}.
 */
@NullMarked
package io.signalfactory.cli;

import org.jspecify.annotations.NullMarked;
