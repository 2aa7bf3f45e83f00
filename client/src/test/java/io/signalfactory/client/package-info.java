/** A client that is generated from the description of the API. */
@NullMarked
package io.signalfactory.client;

import org.jspecify.annotations.NullMarked;
