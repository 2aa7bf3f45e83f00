/**
 * The commands: they read options, ask the other packages and print. Results go to standard output,
 * everything else to standard error.
 */
@NullMarked
package io.signalfactory.cli;

import org.jspecify.annotations.NullMarked;
