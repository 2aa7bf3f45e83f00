package io.signalfactory.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;

/** Opens the socket that the server listens on, before there is a server that could fail. */
final class ListeningSocket {

  private ListeningSocket() {}

  /**
   * Listens.
   *
   * @param port 0 for a free one
   * @throws CannotListenException if that is not possible there
   */
  static ServerSocketChannel open(String host, int port) {
    try {
      InetAddress address = InetAddress.getByName(host);
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        // A port that this server listened on before is free again at once.
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, !runsOnWindows());
        return channel.bind(new InetSocketAddress(address, port));
      } catch (BindException e) {
        channel.close();
        throw failure(address, host, port, e);
      }
    } catch (UnknownHostException e) {
      throw CannotListenException.foreignAddress(host, e);
    } catch (IOException e) {
      throw CannotListenException.refused(host, port, e);
    }
  }

  private static CannotListenException failure(
      InetAddress address, String host, int port, IOException cause) throws IOException {
    if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
      return CannotListenException.foreignAddress(host, cause);
    }
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("permission")
        ? CannotListenException.refused(host, port, cause)
        : CannotListenException.portInUse(host, port, cause);
  }

  /** There the option lets several processes listen on one port. */
  private static boolean runsOnWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }
}
