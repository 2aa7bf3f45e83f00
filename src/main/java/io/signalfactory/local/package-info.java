/**
 * What makes one machine enough: a broker inside the process, replay of recorded events, demo
 * traffic. Not part of the production image.
 */
@NullMarked
package io.signalfactory.local;

import org.jspecify.annotations.NullMarked;
