package io.signalfactory.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports of the loopback interface. */
public final class LoopbackPort {

  /** The loopback address, which everything in a local run listens on. */
  public static final String HOST = "127.0.0.1";

  private LoopbackPort() {}

  /**
   * Checks that a port is free.
   *
   * @param port the port, or 0 for any free one
   * @return the port
   * @throws PortInUseException if another process listens on it
   */
  public static int claim(int port) throws PortInUseException {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do: a port in TIME_WAIT is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new PortInUseException(port, e);
    }
  }
}
