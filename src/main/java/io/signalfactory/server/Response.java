package io.signalfactory.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param body the body
 * @param headers further headers
 */
record Response(int status, String contentType, byte[] body, Map<String, String> headers) {

  static final String JSON = "application/json";
  static final String PLAIN_TEXT = "text/plain; charset=utf-8";

  private static final int OK = 200;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  Response {
    headers = Map.copyOf(headers);
  }

  static Response json(JsonNode body) {
    return of(JSON, write(body));
  }

  static Response of(String contentType, byte[] body) {
    return new Response(OK, contentType, body, Map.of());
  }

  static Response text(String body) {
    return of(PLAIN_TEXT, body.getBytes(StandardCharsets.UTF_8));
  }

  static Response problem(Problem problem, String instance) {
    return new Response(
        problem.status(), Problem.MEDIA_TYPE, write(problem.document(instance)), problem.headers());
  }

  Response with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, contentType, body, more);
  }

  private static byte[] write(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
