package io.signalfactory.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides who may make a call (ADR 39). Thread-safe. */
public final class AccessPolicy {

  private static final String REALM = "Bearer realm=\"signal-factory\"";
  private static final String SCHEME = "bearer ";

  private final Supplier<Tokens> tokens;
  private final boolean loopbackOnly;
  private final boolean readsArePublic;
  private final Set<String> peerNames;

  /**
   * @param tokens the tokens that are valid now; it is asked for each call
   * @param loopbackOnly whether the server can be reached from its own machine only; then nobody
   *     needs a token of a kind of which there is none
   * @param readsArePublic whether everybody may read
   * @param peerNames the names in the certificates of other instances, in lower case; who has shown
   *     a certificate with one of them needs no peer token
   */
  public AccessPolicy(
      Supplier<Tokens> tokens,
      boolean loopbackOnly,
      boolean readsArePublic,
      Set<String> peerNames) {
    this.tokens = tokens;
    this.loopbackOnly = loopbackOnly;
    this.readsArePublic = readsArePublic;
    this.peerNames = Set.copyOf(peerNames);
  }

  /** Lets everybody make every call. */
  public static AccessPolicy everybody() {
    return new AccessPolicy(() -> Tokens.NONE, true, true, Set.of());
  }

  /**
   * Decides about a call.
   *
   * @param access what the call needs
   * @param sent what the client says of itself
   */
  Admission admit(Access access, Credentials sent) {
    Caller anonymous = Caller.anonymous(sent.address());
    if (access == Access.OPEN) {
      return Admission.granted(anonymous);
    }
    Tokens known = tokens.get();
    Optional<Map.Entry<Access, Token>> held = bearer(sent.authorization()).flatMap(known::find);
    Caller caller =
        held.map(token -> new Caller(token.getValue().name(), sent.address())).orElse(anonymous);
    if (held.map(Map.Entry::getKey).filter(kind -> allows(kind, access)).isPresent()) {
      return Admission.granted(caller);
    }
    Optional<String> peer = sent.certificateNames().stream().filter(peerNames::contains).findAny();
    if (access == Access.PEER && peer.isPresent()) {
      return Admission.granted(new Caller(peer.orElseThrow(), sent.address()));
    }
    if (needsNoToken(access, known)) {
      return Admission.granted(anonymous);
    }
    if (held.isPresent()) {
      return Admission.refused(caller, wrongKind(access, caller));
    }
    return Admission.refused(
        caller,
        known.allowing(access).isEmpty() && access != Access.PEER
            ? Problem.forbidden(nobodyMay(access))
            : missing(access, sent.authorization()));
  }

  private static boolean allows(Access held, Access needed) {
    return held == needed || (held == Access.WRITE && needed == Access.READ);
  }

  private boolean needsNoToken(Access access, Tokens known) {
    return switch (access) {
      case OPEN -> true;
      case READ -> readsArePublic || (loopbackOnly && known.read().isEmpty());
      case WRITE -> loopbackOnly && known.read().isEmpty() && known.write().isEmpty();
      case PEER -> loopbackOnly && known.equals(Tokens.NONE);
    };
  }

  private static Problem wrongKind(Access access, Caller caller) {
    return Problem.forbidden(
        "the token '" + caller.name() + "' does not allow this: send " + kind(access));
  }

  private static String nobodyMay(Access access) {
    return access == Access.WRITE
        ? "nothing can be changed over HTTP here: set http.write.tokens to allow it"
        : "nothing can be read over HTTP here: set http.read.tokens or http.read.public";
  }

  private static Problem missing(Access access, @Nullable String authorization) {
    return authorization == null
        ? Problem.unauthorized(
            "this needs a token: send " + kind(access) + " as 'Authorization: Bearer …'", REALM)
        : Problem.unauthorized(
            "the token is not valid here: send " + kind(access) + " as 'Authorization: Bearer …'",
            REALM + ", error=\"invalid_token\"");
  }

  private static String kind(Access access) {
    return switch (access) {
      case OPEN -> "any token";
      case READ -> "a read or a write token";
      case WRITE -> "a write token";
      case PEER -> "the peer token, which only instances of the application have";
    };
  }

  private static Optional<String> bearer(@Nullable String authorization) {
    return Optional.ofNullable(authorization)
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .map(value -> value.substring(SCHEME.length()).strip())
        .filter(secret -> !secret.isEmpty());
  }

  /**
   * What a client says of itself.
   *
   * @param authorization the value of {@code Authorization}; null if there is none
   * @param certificateNames the names in its certificate, in lower case, once TLS has checked it
   * @param address where it is
   */
  record Credentials(
      @Nullable String authorization, List<String> certificateNames, String address) {}

  /**
   * What was decided.
   *
   * @param caller who makes the call
   * @param refusal why it is refused; null if it is not
   */
  record Admission(Caller caller, @Nullable Problem refusal) {

    private static Admission granted(Caller caller) {
      return new Admission(caller, null);
    }

    private static Admission refused(Caller caller, Problem why) {
      return new Admission(caller, why);
    }
  }
}
