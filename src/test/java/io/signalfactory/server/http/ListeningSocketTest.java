package io.signalfactory.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningSocketTest {

  /** Shorter than the second after which a client tries again. */
  private static final int AT_ONCE_MS = 900;

  /** More than Java's default, and no more than the smallest limit that systems have: 128. */
  private static final int BURST = 100;

  @Test
  void aBurstOfConnectionsWaitsToBeAccepted() throws IOException {
    // given a socket that nobody accepts connections from
    List<Socket> connected = new ArrayList<>();
    try (ListeningSocket listening = ListeningSocket.open("127.0.0.1", 0, "http.port")) {
      InetSocketAddress address = (InetSocketAddress) listening.channel().getLocalAddress();
      // when
      for (int i = 0; i < BURST; i++) {
        Socket socket = new Socket();
        connected.add(socket);
        socket.connect(address, AT_ONCE_MS);
      }
      // then
      assertThat(connected).hasSize(BURST).allMatch(Socket::isConnected);
    } finally {
      for (Socket socket : connected) {
        socket.close();
      }
    }
  }
}
