/**
 * Events written in JSON. The door of this package is {@link
 * io.signalfactory.event.json.JsonFormat}.
 */
@NullMarked
package io.signalfactory.event.json;

import org.jspecify.annotations.NullMarked;
