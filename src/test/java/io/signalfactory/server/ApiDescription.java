package io.signalfactory.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The description of the API at {@code /openapi.json}, and the check of responses against it. */
public final class ApiDescription {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode api;

  ApiDescription(String document) {
    this.api = read(document);
  }

  public JsonNode api() {
    return api;
  }

  /** Fails unless the status, media type and body of a response to GET are described. */
  public void requireDescribed(String path, int status, @Nullable String contentType, String body) {
    requireDescribed("GET", path, status, contentType, body);
  }

  /** Fails unless the status, media type and body of a response are described. */
  public void requireDescribed(
      String method, String path, int status, @Nullable String contentType, String body) {
    JsonNode response = described(method, path, status);
    if (body.isEmpty()) {
      assertThat(response.isMissingNode() || response.has("content"))
          .as("%s %s answered %d without a body, which is not described", method, path, status)
          .isFalse();
      return;
    }
    String type = contentType == null ? "" : contentType.split(";", -1)[0];
    JsonNode media = response.at("/content").path(type);
    assertThat(media.isMissingNode())
        .as("%s %s: %d with %s is not described", method, path, status, contentType)
        .isFalse();
    if (type.endsWith("json")) {
      assertThat(
              REGISTRY
                  .getSchema(schema(media.path("schema")).toString())
                  .validate(body, InputFormat.JSON))
          .as("%s %s: %s", method, path, body)
          .isEmpty();
    }
  }

  private JsonNode described(String method, String path, int status) {
    for (Map.Entry<String, JsonNode> operation : operations().entrySet()) {
      String pattern = operation.getKey().replaceAll("\\{[a-z_]+}", "[^/]+");
      if (Pattern.matches(pattern, path)) {
        JsonNode response =
            operation.getValue().path(method.toLowerCase(Locale.ROOT)).at("/responses/" + status);
        String ref = response.path("$ref").asText("");
        return ref.isEmpty() ? response : api.at(ref.substring(1));
      }
    }
    // A path without a route answers with a problem document, too.
    return api.at("/components/responses/" + (status == 404 ? "NotFound" : "BadRequest"));
  }

  private Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    api.path("paths").properties().forEach(e -> operations.put(e.getKey(), e.getValue()));
    return operations;
  }

  private JsonNode schema(JsonNode schema) {
    ObjectNode whole = MAPPER.createObjectNode();
    whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    whole.setAll((ObjectNode) schema);
    whole.set("components", api.path("components"));
    return whole;
  }

  public static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("this is not JSON: " + json, e);
    }
  }
}
