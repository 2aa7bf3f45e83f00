/**
 * Text for people, in messages and sentences. The doors: {@link io.signalfactory.text.Nearest}
 * suggests a known name for an unknown one, {@link io.signalfactory.text.Printable} escapes what
 * should not be printed, {@link io.signalfactory.text.Shown} makes text of others safe to show, and
 * {@link io.signalfactory.text.Wording} writes numbers and durations. It uses no other package of
 * ours.
 */
@NullMarked
package io.signalfactory.text;

import org.jspecify.annotations.NullMarked;
