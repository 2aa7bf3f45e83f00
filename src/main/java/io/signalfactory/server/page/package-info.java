/**
 * The page for people at {@code /}: its files, which are served as they are in the jar, and the
 * headers that keep a browser from running anything else. What it shows it asks the API for.
 *
 * <p>The doors of this package are {@link io.signalfactory.server.page.PageRoutes} and {@link
 * io.signalfactory.server.page.PageSettings}.
 */
@NullMarked
package io.signalfactory.server.page;

import org.jspecify.annotations.NullMarked;
