package io.signalfactory.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies have a deadline, in a server whose handler reads them. */
class SlowBodyTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofMillis(600);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Server server = new Server();
  private ServerConnector connector;

  @BeforeEach
  void start() throws Exception {
    ConnectionGuard guard =
        new ConnectionGuard(
            new ConnectionLimits(10, 10, LIMIT, LIMIT, LIMIT, LIMIT, LIMIT),
            new ClosedConnections(registry),
            System::nanoTime);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory());
    connector.setHost("127.0.0.1");
    connector.addBean(guard);
    server.addConnector(connector);
    RequestWatch watch = new RequestWatch(guard);
    watch.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            ByteBuffer body = Content.Source.asByteBuffer(request);
            await().pollDelay(LIMIT.multipliedBy(2)).until(() -> true);
            response.write(true, body, callback);
            return true;
          }
        });
    server.setHandler(watch);
    server.start();
    guard.start(server.getScheduler(), () -> false);
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private Socket connect(String begin) throws Exception {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), connector.getLocalPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    send(socket, begin);
    return socket;
  }

  private static void send(Socket socket, String text) throws Exception {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private double closed() {
    return registry
        .get("http.server.connections.closed")
        .tag("reason", "slow_body")
        .counter()
        .count();
  }

  @Test
  void closesAConnectionWhoseBodyTakesTooLongThoughBytesArriveAllTheTime() throws Exception {
    // given
    try (Socket slow = connect("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\nx")) {

      // when
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                send(slow, "x");
                return closed() == 1;
              });

      // then
      assertThat(connector.getConnectedEndPoints()).isEmpty();
    }
  }

  @Test
  void closesAConnectionWhoseChunksTakeTooLong() throws Exception {
    // given
    try (Socket slow =
        connect("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n")) {

      // when
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                send(slow, "1\r\nx\r\n");
                return closed() == 1;
              });

      // then
      assertThat(connector.getConnectedEndPoints()).isEmpty();
    }
  }

  @Test
  void doesNotCountTheTimeOfOurOwnWork() throws Exception {
    // given
    try (Socket quick =
        connect("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")) {

      // when
      String answer = new String(quick.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      // then
      assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("ok");
      assertThat(closed()).isZero();
    }
  }
}
