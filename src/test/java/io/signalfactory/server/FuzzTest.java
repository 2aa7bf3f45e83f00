package io.signalfactory.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.server.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thousands of wrong requests, over real HTTP: none is a fault of ours, and none hangs. */
class FuzzTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static final Logger LOG = LoggerFactory.getLogger(FuzzTest.class);
  private static final long SEED = 32;
  private static final int REQUESTS = 4_000;
  private static final int PATIENCE_MS = 20_000;
  private static final int ENOUGH = 64 << 10;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) .*");

  @Test
  void answersEveryWrongRequestWithSomethingElseThanAFault() throws IOException {
    // given
    List<Route> routes =
        SERVER.server().routes().stream()
            // A stream does not end, so it has tests of its own.
            .filter(route -> !route.path().endsWith("/stream"))
            // A script has the words that are looked for below.
            .filter(route -> !route.path().startsWith("/page/"))
            .toList();
    RequestNoise noise = new RequestNoise(routes, SEED);
    Map<String, Integer> statuses = new TreeMap<>();

    // when
    for (int i = 0; i < REQUESTS; i++) {
      byte[] request = noise.next();
      String answer = answer(request);
      String status = status(answer);
      statuses.merge(status, 1, Integer::sum);

      // then
      assertThat(status)
          .as(
              "request %d: %s",
              i, new String(request, 0, Math.min(300, request.length), StandardCharsets.ISO_8859_1))
          // 505 says that the version in the request is none of HTTP's.
          .matches("[1-4][0-9]{2}|503|505|closed");
      assertThat(answer).doesNotContain("\tat ").doesNotContain("Exception");
    }
    LOG.info("{} requests: {}", REQUESTS, statuses);
    assertThat(statuses.getOrDefault("200", 0)).as("some are right by chance").isPositive();
    assertThat(statuses.getOrDefault("closed", 0)).isLessThan(REQUESTS / 10);
  }

  private static String answer(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), SERVER.server().port())) {
      socket.setSoTimeout(PATIENCE_MS);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
      } catch (IOException e) {
        // It has refused the request before it was complete; the answer may still be there.
        LOG.debug("the request was not taken", e);
      }
      return read(socket.getInputStream());
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[8_192];
    try {
      for (int n = in.read(part); n >= 0 && all.size() < ENOUGH; n = in.read(part)) {
        all.write(part, 0, n);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no answer within " + PATIENCE_MS + " ms", e);
    } catch (IOException e) {
      LOG.debug("the server has closed the connection", e);
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static String status(String answer) {
    Matcher line = STATUS.matcher(answer.lines().findFirst().orElse(""));
    return line.matches() ? line.group(1) : "closed";
  }
}
