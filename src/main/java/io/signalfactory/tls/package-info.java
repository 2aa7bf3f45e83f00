/**
 * TLS from files: certificates and keys as PEM or PKCS12, read again when they change, so that they
 * can be replaced without a restart.
 *
 * <p>The doors: {@link io.signalfactory.tls.Tls} makes the contexts of servers and clients of the
 * files that the settings name, and {@link io.signalfactory.tls.TlsException} says what is wrong
 * with them.
 */
@NullMarked
package io.signalfactory.tls;

import org.jspecify.annotations.NullMarked;
