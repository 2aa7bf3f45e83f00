/**
 * SIGNALS: merges reported tallies into minutes, has every dataset judged once a second, publishes
 * states and breaches, and answers queries from its stores.
 */
@NullMarked
package io.signalfactory.stream.signals;

import org.jspecify.annotations.NullMarked;
