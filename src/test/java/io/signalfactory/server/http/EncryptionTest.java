package io.signalfactory.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.HttpTls;
import io.signalfactory.server.http.Encryption.ClientCertificates;
import io.signalfactory.tls.TestIdentity;
import io.signalfactory.tls.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS between real servers and clients, with files that may change. */
class EncryptionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path folder;

  private static TestIdentity first;
  private static TestIdentity second;
  private static TestIdentity stranger;
  private HttpListener listener;

  @BeforeAll
  static void create() {
    first = TestIdentity.create(folder, "EC", "first.example");
    second = TestIdentity.create(folder, "RSA", "second.example");
    stranger = TestIdentity.create(folder, "EC", "stranger.example");
  }

  @AfterEach
  void close() {
    listener.close();
  }

  private void start(HttpTls files, ClientCertificates clients) {
    listener =
        HttpListener.start(
            new Listening(
                "127.0.0.1",
                0,
                "http.port",
                List.of(),
                "",
                new Encryption(Tls.of(files).server(), clients)),
            new AccessPolicy(
                () -> new Tokens(List.of(new Token("r", "x".repeat(16))), List.of(), List.of()),
                true,
                true,
                Set.of("second.example")),
            List.of(
                Route.get("/thing", List.of(), "a thing", call -> Response.text("a thing")),
                Route.peer(
                    "/internal/thing",
                    List.of(),
                    "for instances",
                    call -> Response.text("hello " + call.caller().name()))),
            new SimpleMeterRegistry());
  }

  private static HttpTls pem(TestIdentity identity, String name, TestIdentity... trusted) {
    return new HttpTls(
        identity.certificateTo(folder.resolve(name + ".pem")),
        identity.keyTo(folder.resolve(name + ".key")),
        null,
        trust(name, trusted),
        HttpTls.Clients.NONE,
        Set.of());
  }

  private static Path trust(String name, TestIdentity... trusted) {
    StringBuilder all = new StringBuilder();
    for (TestIdentity authority : trusted) {
      all.append(authority.certificatePem());
    }
    return TestIdentity.write(
        folder.resolve(name + ".trust.pem"),
        trusted.length == 0 ? first.certificatePem() : all.toString());
  }

  private HttpResponse<String> get(HttpTls as, String path)
      throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .sslContext(Tls.of(as).client())
        .build()
        .send(
            HttpRequest.newBuilder(URI.create(listener.url() + path)).timeout(PATIENCE).build(),
            BodyHandlers.ofString());
  }

  private Certificate shown(SSLContext client) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            client
                .getSocketFactory()
                .createSocket(InetAddress.getByName("127.0.0.1"), listener.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void servesWithPemFiles() throws Exception {
    // given
    start(pem(first, "pem"), ClientCertificates.NONE);

    // when
    HttpResponse<String> response = get(pem(second, "client", first), "/thing");

    // then
    assertThat(listener.url().getScheme()).isEqualTo("https");
    assertThat(response.body()).isEqualTo("a thing");
    assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void servesWithAPkcs12File() throws Exception {
    // given
    start(
        new HttpTls(
            first.keyStore(),
            null,
            new Password(TestIdentity.PASSWORD),
            null,
            HttpTls.Clients.NONE,
            Set.of()),
        ClientCertificates.NONE);

    // when
    HttpResponse<String> response = get(pem(second, "p12-client", first), "/thing");

    // then
    assertThat(response.body()).isEqualTo("a thing");
  }

  @Test
  void isNotTrustedByAClientThatKnowsItsAuthorityNot() {
    // given
    start(pem(stranger, "stranger"), ClientCertificates.NONE);

    // when / then
    assertThatThrownBy(() -> get(pem(second, "careful", first), "/thing"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void isNotTrustedWithACertificateOfAnotherHost() {
    // given
    TestIdentity elsewhere = TestIdentity.createForElsewhere(folder, "elsewhere.example");
    start(pem(elsewhere, "elsewhere"), ClientCertificates.NONE);

    // when / then
    assertThatThrownBy(() -> get(pem(second, "trusting", elsewhere), "/thing"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void doesNotAnswerPlainHttp() throws Exception {
    // given
    start(pem(first, "no-plain"), ClientCertificates.NONE);
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), listener.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());

      // when
      socket
          .getOutputStream()
          .write(
              "GET /thing HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

      // then
      assertThat(answer).doesNotContain("a thing").doesNotContain("200");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaksCurrentVersions(String protocol) throws Exception {
    // given
    start(pem(first, "versions"), ClientCertificates.NONE);
    SSLContext client = Tls.of(pem(second, "versions-client", first)).client();

    // when
    try (SSLSocket socket =
        (SSLSocket)
            client
                .getSocketFactory()
                .createSocket(InetAddress.getByName("127.0.0.1"), listener.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();

      // then
      assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
    }
  }

  @Test
  void showsANewCertificateOnceItsFilesAreReplacedWithoutARestart() throws Exception {
    // given
    start(pem(first, "replaced"), ClientCertificates.NONE);
    SSLContext client = Tls.of(pem(stranger, "patient", first, second)).client();
    Certificate before = shown(client);

    // when
    pem(second, "replaced");

    // then
    assertThat(before).isEqualTo(first.certificate());
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(shown(client)).isEqualTo(second.certificate()));
  }

  @Test
  void goesOnWithTheOldCertificateWhileTheNewFilesAreWrong() throws Exception {
    // given
    start(pem(first, "half"), ClientCertificates.NONE);
    SSLContext client = Tls.of(pem(stranger, "half-client", first, second)).client();

    // when
    second.certificateTo(folder.resolve("half.pem"));

    // then
    await()
        .during(Duration.ofSeconds(3))
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(shown(client)).isEqualTo(first.certificate()));
  }

  @Test
  void servesOnlyClientsWithATrustedCertificateWhereItIsRequired() throws Exception {
    // given
    start(pem(first, "strict", second), ClientCertificates.REQUIRED);

    // when
    HttpResponse<String> known = get(pem(second, "known", first), "/thing");

    // then
    assertThat(known.body()).isEqualTo("a thing");
    assertThatThrownBy(() -> get(pem(stranger, "unknown", first), "/thing"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void takesACertificateWithTheNameOfAnInstanceForAPeer() throws Exception {
    // given
    start(pem(first, "peers", second, stranger), ClientCertificates.OPTIONAL);

    // when
    HttpResponse<String> peer = get(pem(second, "peer", first), "/internal/thing");
    HttpResponse<String> other = get(pem(stranger, "no-peer", first), "/internal/thing");

    // then
    assertThat(peer.body()).isEqualTo("hello second.example");
    assertThat(other.statusCode()).isEqualTo(401);
  }
}
