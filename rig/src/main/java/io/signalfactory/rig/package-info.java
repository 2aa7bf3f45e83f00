/**
 * Processes that are started for a measurement or a fault, and the folder that they work in. The
 * doors: {@link io.signalfactory.rig.Child}, {@link io.signalfactory.rig.WorkFolder} and {@link
 * io.signalfactory.rig.RigException}. It uses no other package of ours.
 */
@NullMarked
package io.signalfactory.rig;

import org.jspecify.annotations.NullMarked;
