package io.signalfactory.server.http;

/**
 * Who makes a call.
 *
 * @param name the name of the token that was sent, or {@value #ANONYMOUS}
 * @param address the address that the call comes from, for people
 */
public record Caller(String name, String address) {

  /** The name of a caller who sent no token where none is needed. */
  public static final String ANONYMOUS = "anonymous";

  static Caller anonymous(String address) {
    return new Caller(ANONYMOUS, address);
  }
}
