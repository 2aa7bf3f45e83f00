package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.server.http.Access;
import io.signalfactory.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The description of the API for programs: {@code openapi.json}. The schemas of records that are
 * published to topics as well are inserted from their own files, so that each exists once, and
 * every operation gets the responses that all of them have.
 */
final class OpenApi {

  private static final String DESCRIPTION = "/openapi.json";
  private static final Map<String, String> RECORDS =
      Map.of(
          "SignalState", "/schemas/signal-state.schema.json",
          "Breach", "/schemas/breach.schema.json",
          "Evidence", "/schemas/evidence.schema.json",
          "ContractVersion", "/schemas/contract-version.schema.json",
          "Deployment", "/schemas/deployment.schema.json");

  /** What the server answers before it knows the route, so at every path: response by status. */
  private static final Map<String, String> AT_EVERY_PATH =
      Map.of(
          "400", "BadRequest",
          "405", "MethodNotAllowed",
          "408", "TooSlow",
          "414", "UriTooLong",
          "421", "WrongHost",
          "431", "HeadersTooLong",
          "500", "Internal",
          "503", "NotReady");

  /** What calls that need a token are answered as well. */
  private static final Map<String, String> WITH_TOKEN =
      Map.of("401", "Unauthorized", "403", "Forbidden");

  /** What calls with a body are answered as well. */
  private static final Map<String, String> WITH_BODY = Map.of("413", "TooLarge");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private OpenApi() {}

  /**
   * The whole description.
   *
   * @param routes the routes that it describes
   */
  static JsonNode document(List<Route> routes) {
    try {
      JsonNode document = MAPPER.readTree(resource(DESCRIPTION));
      ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
      for (Map.Entry<String, String> published : RECORDS.entrySet()) {
        add(schemas, published.getKey(), resource(published.getValue()));
      }
      document
          .path("paths")
          .forEach(path -> path.forEach(operation -> add(operation, AT_EVERY_PATH)));
      for (Route route : routes) {
        JsonNode operation =
            document.path("paths").path(route.path()).path(route.method().toLowerCase(Locale.ROOT));
        if (operation instanceof ObjectNode known) {
          addAccess(known, route);
        }
      }
      return document;
    } catch (IOException e) {
      throw new UncheckedIOException("the description of the API cannot be read", e);
    }
  }

  private static void addAccess(ObjectNode operation, Route route) {
    ArrayNode security = operation.putArray("security");
    if (route.access() == Access.OPEN) {
      return;
    }
    if (route.access() == Access.READ) {
      security.addObject().putArray("read");
    }
    security.addObject().putArray("write");
    add(operation, WITH_TOKEN);
    if (!route.method().equals("GET")) {
      add(operation, WITH_BODY);
    }
  }

  /** An operation that has a response of its own for a status keeps it. */
  private static void add(JsonNode operation, Map<String, String> common) {
    ObjectNode responses = (ObjectNode) operation.path("responses");
    common.forEach(
        (status, name) -> {
          if (!responses.has(status)) {
            responses.putObject(status).put("$ref", "#/components/responses/" + name);
          }
        });
  }

  /** Definitions inside a schema become schemas of their own: {@code Breach.cause}. */
  private static void add(ObjectNode schemas, String name, String text) throws IOException {
    ObjectNode schema =
        (ObjectNode)
            MAPPER.readTree(text.replace("#/$defs/", "#/components/schemas/" + name + "."));
    JsonNode definitions = schema.remove("$defs");
    schema.remove("$schema");
    schemas.set(name, schema);
    if (definitions != null) {
      definitions
          .properties()
          .forEach(
              definition -> schemas.set(name + "." + definition.getKey(), definition.getValue()));
    }
  }

  private static String resource(String path) throws IOException {
    try (InputStream resource = OpenApi.class.getResourceAsStream(path)) {
      if (resource == null) {
        throw new IOException(path + " is not on the class path");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
