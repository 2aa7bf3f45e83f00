package io.signalfactory.server;

import io.signalfactory.config.HttpTokens;
import io.signalfactory.config.NamedSecret;
import io.signalfactory.server.http.Token;
import io.signalfactory.server.http.Tokens;
import java.util.List;
import java.util.function.Supplier;

/** The tokens of the settings, as the HTTP server takes them. Thread-safe. */
final class TokenSource implements Supplier<Tokens> {

  private final Supplier<HttpTokens> settings;
  private HttpTokens seen;
  private Tokens tokens;

  TokenSource(Supplier<HttpTokens> settings) {
    this.settings = settings;
    this.seen = settings.get();
    this.tokens = of(seen);
  }

  @Override
  public synchronized Tokens get() {
    HttpTokens now = settings.get();
    // Hashes are made once for each change.
    if (!now.equals(seen)) {
      seen = now;
      tokens = of(now);
    }
    return tokens;
  }

  private static Tokens of(HttpTokens tokens) {
    return new Tokens(of(tokens.read()), of(tokens.write()), of(tokens.peer()));
  }

  private static List<Token> of(List<NamedSecret> secrets) {
    return secrets.stream()
        .map(secret -> new Token(secret.name(), secret.secret().value()))
        .toList();
  }
}
