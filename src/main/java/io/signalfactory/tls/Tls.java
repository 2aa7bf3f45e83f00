package io.signalfactory.tls;

import io.signalfactory.config.HttpTls;
import io.signalfactory.config.Reloaded;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS with the certificates in files. Connections that begin after the files have changed use what
 * they have then; those that exist go on. Thread-safe.
 */
public final class Tls {

  /**
   * For so long a client may resume a session instead of showing its certificate again. So a
   * certificate that is trusted no longer is refused after this time.
   */
  private static final int SESSION_SECONDS = 300;

  private final Supplier<Material> material;

  private Tls(Supplier<Material> material) {
    this.material = material;
  }

  /**
   * Reads the files.
   *
   * @throws TlsException if they cannot be used
   */
  public static Tls of(HttpTls files) {
    List<Path> all =
        Stream.of(files.certificate(), files.key(), files.trust())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return new Tls(new Reloaded<>(all, () -> Material.read(files)));
  }

  /** The context of servers. */
  public SSLContext server() {
    return context();
  }

  /** The context of clients: with the same certificate, and the same trust. */
  public SSLContext client() {
    return context();
  }

  private SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new CurrentKeys(() -> material.get().keys())},
          new TrustManager[] {new CurrentTrust(() -> material.get().trust())},
          null);
      context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
      context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
      return context;
    } catch (GeneralSecurityException e) {
      throw new TlsException("this Java has no TLS", e);
    }
  }

  /** What the files have. */
  private record Material(X509ExtendedKeyManager keys, X509ExtendedTrustManager trust) {

    static Material read(HttpTls files) {
      @Nullable Path trusted = files.trust();
      try {
        return new Material(
            keys(Stores.identity(files)),
            trust(trusted == null ? null : Stores.trust(trusted, files.password())));
      } catch (GeneralSecurityException e) {
        throw new TlsException(files.certificate() + ": cannot be used: " + e.getMessage(), e);
      }
    }

    private static X509ExtendedKeyManager keys(KeyStore identity) throws GeneralSecurityException {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(identity, Stores.NO_PASSWORD.toCharArray());
      return only(X509ExtendedKeyManager.class, factory.getKeyManagers());
    }

    private static X509ExtendedTrustManager trust(@Nullable KeyStore authorities)
        throws GeneralSecurityException {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authorities);
      return only(X509ExtendedTrustManager.class, factory.getTrustManagers());
    }

    private static <T> T only(Class<T> type, Object[] managers) {
      return Arrays.stream(managers)
          .filter(type::isInstance)
          .map(type::cast)
          .findFirst()
          .orElseThrow(() -> new TlsException("this Java has no " + type.getSimpleName()));
    }
  }
}
