package io.signalfactory.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.signalfactory.config.Settings;
import io.signalfactory.live.MemoryLog;
import io.signalfactory.lookback.MemoryEvidence;
import io.signalfactory.sampling.MemorySampler;
import io.signalfactory.server.http.CannotListenException;
import io.signalfactory.tls.TestIdentity;
import io.signalfactory.tls.Tls;
import io.signalfactory.tls.TlsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {

  private static HttpServer start(Settings settings) {
    return HttpServer.start(
        settings,
        new ScriptedInstance(),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
        InstantSource.system(),
        new MemoryLog(),
        new MemoryEvidence(),
        new MemorySampler(),
        ServerFixture.NO_READERS);
  }

  @Test
  void reportsThatThePortIsInUseAndWhatToDo() throws IOException {
    // given
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Settings settings =
          ServerFixture.settings(Map.of("http.port", Integer.toString(taken.getLocalPort())));

      // when / then
      assertThatThrownBy(() -> start(settings))
          .isInstanceOf(CannotListenException.class)
          .hasMessage(
              "port "
                  + taken.getLocalPort()
                  + " on 127.0.0.1 is in use: stop what uses it, or choose another with http.port"
                  + " (0 chooses a free one)");
    }
  }

  @Test
  void namesTheKeyOfTheManagementPortIfThatIsInUse() throws IOException {
    // given
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Settings settings =
          ServerFixture.settings(
              Map.of("http.management.port", Integer.toString(taken.getLocalPort())));

      // when / then
      assertThatThrownBy(() -> start(settings))
          .isInstanceOf(CannotListenException.class)
          .hasMessageContaining("choose another with http.management.port");
    }
  }

  @Test
  void reportsThatAnAddressIsNotOfThisMachine() {
    // given
    Settings settings =
        ServerFixture.settings(Map.of("http.host", "192.0.2.1", "http.read.public", "true"));

    // when / then
    assertThatThrownBy(() -> start(settings))
        .isInstanceOf(CannotListenException.class)
        .hasMessage(
            "cannot listen on 192.0.2.1: it is not an address of this machine: correct http.host");
  }

  @Test
  void answersToTheHostNameThatItIsAdvertisedUnder() throws IOException {
    // given
    Settings settings =
        ServerFixture.settings(Map.of("http.advertised.url", "http://Signals.example:8080"));

    // when
    try (HttpServer server = start(settings);
        Socket socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /health/live HTTP/1.1\r\nHost: signals.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String response =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      // then
      assertThat(response).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void reportsTheFreePortThatItChose() throws IOException {
    // when
    try (HttpServer server = start(ServerFixture.settings(Map.of()))) {
      // then
      assertThat(server.port()).isPositive();
      assertThat(server.url()).hasToString("http://127.0.0.1:" + server.port());
      try (Socket socket = new Socket("127.0.0.1", server.port())) {
        assertThat(socket.isConnected()).isTrue();
      }
    }
  }

  @Test
  void givesALocalUrlWhenItListensOnEveryAddress() {
    // when
    try (HttpServer server =
        start(ServerFixture.settings(Map.of("http.host", "0.0.0.0", "http.read.public", "true")))) {
      // then
      assertThat(server.url()).hasToString("http://127.0.0.1:" + server.port());
    }
  }

  @Test
  void freesThePortWhenItCloses() throws IOException {
    // given
    HttpServer server = start(ServerFixture.settings(Map.of()));
    int port = server.port();

    // when
    server.close();

    // then
    try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(again.getLocalPort()).isEqualTo(port);
    }
  }

  @Test
  void speaksTlsAsTheSettingsSayAndPlainHttpAtTheManagementPort(@TempDir Path folder)
      throws Exception {
    // given
    TestIdentity identity = TestIdentity.create(folder, "EC", "signals.example");
    Path certificate = identity.certificateTo(folder.resolve("tls.crt"));
    Settings settings =
        ServerFixture.settings(
            Map.of(
                "http.tls.certificate", certificate.toString(),
                "http.tls.key", identity.keyTo(folder.resolve("tls.key")).toString(),
                "http.tls.trust", certificate.toString(),
                "http.management.port", "0"));
    HttpClient client =
        HttpClient.newBuilder()
            .sslContext(Tls.of(settings.httpTls().orElseThrow()).client())
            .build();
    try (HttpServer server = start(settings)) {

      // when
      int encrypted = status(client, URI.create(server.url() + "/health/live"));
      int plain =
          status(
              client,
              URI.create(
                  "http://127.0.0.1:" + server.managementPort().orElseThrow() + "/health/live"));

      // then
      assertThat(server.url().getScheme()).isEqualTo("https");
      assertThat(encrypted).isEqualTo(200);
      assertThat(plain).isEqualTo(200);
    }
  }

  private static int status(HttpClient client, URI url) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(20)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void doesNotStartWithACertificateThatItCannotRead() {
    // given
    Settings settings = ServerFixture.settings(Map.of("http.tls.certificate", "nowhere.pem"));

    // when / then
    assertThatThrownBy(() -> start(settings))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("nowhere.pem");
  }
}
