package io.signalfactory.server.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that a server knows. There can be several of a kind, so that one can be replaced by
 * another while both are valid.
 *
 * @param read let their holders read
 * @param write let their holders read and write
 * @param peer let other instances in
 */
public record Tokens(List<Token> read, List<Token> write, List<Token> peer) {

  /** No token at all. */
  public static final Tokens NONE = new Tokens(List.of(), List.of(), List.of());

  public Tokens {
    read = List.copyOf(read);
    write = List.copyOf(write);
    peer = List.copyOf(peer);
  }

  /** The tokens that allow a kind of access. */
  List<Token> allowing(Access access) {
    return switch (access) {
      case OPEN -> List.of();
      case READ -> concat(write, read);
      case WRITE -> write;
      case PEER -> peer;
    };
  }

  private static List<Token> concat(List<Token> first, List<Token> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
  }

  /** What a secret is: the token, and the highest kind of access that it has. */
  Optional<Map.Entry<Access, Token>> find(String secret) {
    byte[] hash = Token.hash(secret);
    Optional<Map.Entry<Access, Token>> found = Optional.empty();
    // All are compared, so that the time does not tell which of them is like this one.
    for (Access access : List.of(Access.READ, Access.WRITE, Access.PEER)) {
      for (Token token : allowing(access)) {
        if (token.hasHash(hash)) {
          found = Optional.of(Map.entry(access, token));
        }
      }
    }
    return found;
  }
}
