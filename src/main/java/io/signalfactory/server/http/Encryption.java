package io.signalfactory.server.http;

import javax.net.ssl.SSLContext;

/**
 * TLS of a server.
 *
 * @param context the certificate of the server, and whose certificates it trusts
 * @param clients whether clients show a certificate
 */
public record Encryption(SSLContext context, ClientCertificates clients) {

  /** Whether clients show a certificate. */
  public enum ClientCertificates {
    /** They are not asked. */
    NONE,
    /** They are asked, and one that has none is served as well. */
    OPTIONAL,
    /** Who has none is refused. */
    REQUIRED
  }
}
