package io.signalfactory.registry.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.signalfactory.schema.SchemaFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Answers {@code GetSchemaVersion} as AWS Glue documents it, over a real connection. */
final class GlueStandIn implements AutoCloseable {

  private record Version(UUID id, String schema, int number, SchemaFormat format, String text) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Version> versions = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();

  GlueStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized UUID register(String schema, SchemaFormat format, String text) {
    int number = 1 + (int) versions.stream().filter(one -> one.schema().equals(schema)).count();
    Version version = new Version(UUID.randomUUID(), schema, number, format, text);
    versions.add(version);
    return version.id();
  }

  synchronized List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (!"AWSGlue.GetSchemaVersion".equals(target)) {
      send(exchange, 400, error("UnknownOperationException"));
      return;
    }
    Optional<Version> found =
        versions.stream().filter(wanted(request)).reduce((one, later) -> later);
    if (found.isPresent()) {
      send(exchange, 200, body(found.get()));
    } else {
      send(exchange, 400, error("EntityNotFoundException"));
    }
  }

  private static Predicate<Version> wanted(JsonNode request) {
    if (request.has("SchemaVersionId")) {
      return version -> version.id().toString().equals(request.path("SchemaVersionId").asText());
    }
    JsonNode number = request.path("SchemaVersionNumber");
    return version ->
        request.at("/SchemaId/RegistryName").asText().equals("events")
            && request.at("/SchemaId/SchemaName").asText().equals(version.schema())
            && (number.path("LatestVersion").asBoolean()
                || number.path("VersionNumber").asInt() == version.number());
  }

  private static ObjectNode error(String type) {
    return JSON.createObjectNode().put("__type", type).put("Message", "not here");
  }

  private static ObjectNode body(Version version) {
    return JSON.createObjectNode()
        .put("SchemaVersionId", version.id().toString())
        .put("SchemaDefinition", version.text())
        .put("DataFormat", version.format().name())
        .put(
            "SchemaArn", "arn:aws:glue:eu-central-1:123456789012:schema/events/" + version.schema())
        .put("VersionNumber", version.number())
        .put("Status", "AVAILABLE");
  }

  private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
