package io.signalfactory.query;

/**
 * Where an instance listens for the others.
 *
 * @param host a name or address, an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record Address(String host, int port) implements Comparable<Address> {

  /** The host and port as a URL has them: {@code [::1]:8080}. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public int compareTo(Address other) {
    return toString().compareTo(other.toString());
  }
}
