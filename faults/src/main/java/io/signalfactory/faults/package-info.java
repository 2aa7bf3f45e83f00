/**
 * The fault suite: two instances of the application, a broker and a steady load, each in processes
 * of their own; a fault is injected into them, and what the instances did is judged. {@link
 * io.signalfactory.faults.Main} is started by {@code faults/run}; there are no doors.
 */
@NullMarked
package io.signalfactory.faults;

import org.jspecify.annotations.NullMarked;
