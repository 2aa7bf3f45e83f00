package io.signalfactory.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;

/**
 * The socket that a server listens on. It is opened before the server exists, so that a port in use
 * is found before anything else has started.
 *
 * @param channel the open socket
 * @param address the address that it listens on
 */
record ListeningSocket(ServerSocketChannel channel, InetAddress address) implements AutoCloseable {

  /**
   * How many connections may wait to be accepted. Of more, the system throws the first packet away,
   * and clients send it again after a second: Java's default of 50 is too few for a burst.
   */
  static final int BACKLOG = 1_024;

  /**
   * Opens the socket.
   *
   * @param host a name or address of this machine
   * @param port the port; 0 chooses a free one
   * @param portKey the key that sets the port, for messages
   * @throws CannotListenException if nothing can listen there
   */
  static ListeningSocket open(String host, int port, String portKey) {
    try {
      InetAddress address = InetAddress.getByName(host);
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        // Lets a restarted server have its port back at once.
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, !runsOnWindows());
        channel.bind(new InetSocketAddress(address, port), BACKLOG);
        return new ListeningSocket(channel, address);
      } catch (BindException e) {
        channel.close();
        throw failure(address, host, port, portKey, e);
      }
    } catch (UnknownHostException e) {
      throw CannotListenException.foreignAddress(host, e);
    } catch (IOException e) {
      throw CannotListenException.refused(host, port, portKey, e);
    }
  }

  private static CannotListenException failure(
      InetAddress address, String host, int port, String portKey, IOException cause)
      throws IOException {
    if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
      return CannotListenException.foreignAddress(host, cause);
    }
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("permission")
        ? CannotListenException.refused(host, port, portKey, cause)
        : CannotListenException.portInUse(host, port, portKey, cause);
  }

  /** On Windows the option would let several processes listen on one port. */
  private static boolean runsOnWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a socket cannot be closed", e);
    }
  }
}
