package io.signalfactory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.schema.SchemaFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real schema registry (Apicurio) in a process of its own, for integration tests. It starts in a
 * few seconds; what was registered survives {@link #stop} and {@link #start}.
 */
public final class RegistryFixture implements BeforeAllCallback, AfterAllCallback {

  private static final Path HOME = Path.of("src/target/apicurio");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable Path data;
  private @Nullable Process process;
  private int port;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    data = Files.createTempDirectory("registry");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    start();
    compatibility("BACKWARD");
  }

  /** Starts the server, and waits until it answers. */
  public void start() throws IOException {
    Path folder = started(data);
    Path jar;
    try (Stream<Path> files = Files.list(HOME)) {
      jar = files.filter(file -> file.toString().endsWith("-runner.jar")).findFirst().orElseThrow();
    }
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + folder.resolve("data"),
                "-jar",
                jar.toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    await().atMost(Duration.ofSeconds(90)).until(this::answers);
  }

  /** Stops the server. What was registered stays for {@link #start}. */
  public void stop() throws InterruptedException {
    Process running = started(process);
    running.destroy();
    running.waitFor();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
    if (data != null) {
      try (Stream<Path> files = Files.walk(data)) {
        files.sorted(Comparator.reverseOrder()).forEach(RegistryFixture::delete);
      }
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it speaks Confluent's API. */
  public String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  /** Sets the mode by which it refuses new versions. */
  public void compatibility(String mode) throws Exception {
    HttpResponse<String> answer =
        send("PUT", "/config", JSON.createObjectNode().put("compatibility", mode));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /**
   * Registers the next version of a subject.
   *
   * @return its id
   */
  public int register(String subject, SchemaFormat format, String text) throws Exception {
    HttpResponse<String> answer = offer(subject, format, text);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("id").asInt();
  }

  /** Offers the next version of a subject, which the registry may refuse (409). */
  public HttpResponse<String> offer(String subject, SchemaFormat format, String text)
      throws Exception {
    return send(
        "POST",
        "/subjects/"
            + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20")
            + "/versions",
        schema(format, text));
  }

  /**
   * Registers a schema that refers to another one.
   *
   * @param name what it calls the other
   * @return its id
   */
  public int registerReferring(
      String subject, SchemaFormat format, String text, String name, String referred)
      throws Exception {
    ObjectNode body = schema(format, text);
    body.putArray("references")
        .addObject()
        .put("name", name)
        .put("subject", referred)
        .put("version", 1);
    HttpResponse<String> answer = send("POST", "/subjects/" + subject + "/versions", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("id").asInt();
  }

  private static ObjectNode schema(SchemaFormat format, String text) {
    return JSON.createObjectNode().put("schemaType", format.name()).put("schema", text);
  }

  private boolean answers() throws InterruptedException {
    try {
      return send("GET", "/subjects", null).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<String> send(String method, String path, @Nullable ObjectNode body)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher content =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.toString());
    return client.send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .method(method, content)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("not started");
    }
    return part;
  }
}
