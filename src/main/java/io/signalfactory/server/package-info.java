/**
 * The HTTP interface of one instance: {@code server.api} has the routes of the API, {@code
 * server.page} those of the page, {@code server.http} answers requests by them, and here all is put
 * together.
 *
 * <p>The door of this package is {@link io.signalfactory.server.HttpServer}.
 */
@NullMarked
package io.signalfactory.server;

import org.jspecify.annotations.NullMarked;
