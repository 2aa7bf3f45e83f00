package io.signalfactory.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports of the loopback interface. */
public final class LoopbackPort {

  /** The loopback address that everything local listens on. */
  public static final String HOST = "127.0.0.1";

  private LoopbackPort() {}

  /**
   * Makes sure that a port can be listened on.
   *
   * @param port the port, or 0 for any free one
   * @return {@code port}, or the free one
   * @throws PortInUseException if another process listens on it
   */
  public static int claim(int port) throws PortInUseException {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do: a port that only lingers in TIME_WAIT is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new PortInUseException(port, e);
    }
  }
}
