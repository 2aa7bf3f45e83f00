package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The description of the API for programs: {@code openapi.json}. The schemas of records that are
 * published to topics as well are inserted from their own files, so that each exists once.
 */
final class OpenApi {

  private static final String DESCRIPTION = "/openapi.json";
  private static final Map<String, String> RECORDS =
      Map.of(
          "SignalState", "/schemas/signal-state.schema.json",
          "Breach", "/schemas/breach.schema.json");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private OpenApi() {}

  /** The whole description. */
  static JsonNode document() {
    try {
      JsonNode document = MAPPER.readTree(resource(DESCRIPTION));
      ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
      for (Map.Entry<String, String> published : RECORDS.entrySet()) {
        add(schemas, published.getKey(), resource(published.getValue()));
      }
      return document;
    } catch (IOException e) {
      throw new UncheckedIOException("the description of the API cannot be read", e);
    }
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
