package io.signalfactory.server.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Who a connection is from. With IPv6 that is the network of 64 bits, as one machine can take any
 * address in it.
 *
 * @param text the address, for people
 */
record ClientAddress(String text) {

  private static final int NETWORK_BYTES = 8;

  static ClientAddress of(SocketAddress remote) {
    return remote instanceof InetSocketAddress socket && socket.getAddress() != null
        ? of(socket.getAddress())
        : new ClientAddress(String.valueOf(remote));
  }

  private static ClientAddress of(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return new ClientAddress(address.getHostAddress());
    }
    byte[] network = address.getAddress();
    Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
    try {
      return new ClientAddress(InetAddress.getByAddress(network).getHostAddress() + "/64");
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of the same length is valid", e);
    }
  }
}
