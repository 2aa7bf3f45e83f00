package io.signalfactory.server.http;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names in the certificate of a client. */
final class CertificateNames {

  /** The kinds of names in a certificate that are text: DNS names and URIs (RFC 5280, 4.2.1.6). */
  private static final Set<Integer> KINDS = Set.of(2, 6);

  private CertificateNames() {}

  /**
   * The names in the own certificate of a client, in lower case.
   *
   * @param certificates its certificates, the own one first; null if it has shown none
   */
  static List<String> of(@Nullable Object certificates) {
    return certificates instanceof X509Certificate[] chain && chain.length > 0
        ? names(chain[0])
        : List.of();
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives == null) {
        return List.of();
      }
      for (List<?> alternative : alternatives) {
        if (KINDS.contains(alternative.get(0))) {
          names.add(String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT));
        }
      }
      return names;
    } catch (CertificateParsingException e) {
      // Who cannot be named is not let in for their name.
      return List.of();
    }
  }
}
