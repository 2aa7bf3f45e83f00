package io.signalfactory.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows the certificate that is in the files now. A subclass, as Java's TLS asks for one. */
final class CurrentKeys extends X509ExtendedKeyManager {

  private final Supplier<X509ExtendedKeyManager> now;

  CurrentKeys(Supplier<X509ExtendedKeyManager> now) {
    this.now = now;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String @Nullable [] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return now.get().chooseEngineClientAlias(keyType, issuers, engine);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      @Nullable String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return now.get().chooseEngineServerAlias(keyType, issuers, engine);
  }

  @Override
  public String @Nullable [] getClientAliases(
      @Nullable String keyType, Principal @Nullable [] issuers) {
    return now.get().getClientAliases(keyType, issuers);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String @Nullable [] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return now.get().chooseClientAlias(keyType, issuers, socket);
  }

  @Override
  public String @Nullable [] getServerAliases(
      @Nullable String keyType, Principal @Nullable [] issuers) {
    return now.get().getServerAliases(keyType, issuers);
  }

  @Override
  public @Nullable String chooseServerAlias(
      @Nullable String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return now.get().chooseServerAlias(keyType, issuers, socket);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
    return now.get().getCertificateChain(alias);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
    return now.get().getPrivateKey(alias);
  }
}
