package io.signalfactory.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How the HTTP server speaks TLS.
 *
 * @param certificate a PEM file with the own certificates, or a PKCS12 file with the key as well
 * @param key a PEM file with the private key; null if it is in {@code certificate}
 * @param password of the PKCS12 files or of the key; null if there is none
 * @param trust the authorities of other instances and of clients; null for those of the JDK
 * @param clients whether clients show a certificate
 * @param peerNames the names in the certificates of other instances, in lower case
 */
public record HttpTls(
    Path certificate,
    @Nullable Path key,
    @Nullable Password password,
    @Nullable Path trust,
    Clients clients,
    Set<String> peerNames) {

  public HttpTls {
    peerNames = Set.copyOf(peerNames);
  }

  /** Whether clients show a certificate. */
  public enum Clients {
    /** They are not asked. */
    NONE,
    /** They are asked, and one that has none is served as well. */
    OPTIONAL,
    /** Who has none is refused. */
    REQUIRED;

    /** Its name in a configuration. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Clients of(String label) {
      return Arrays.stream(values())
          .filter(clients -> clients.label().equals(label))
          .findFirst()
          .orElseThrow();
    }
  }
}
