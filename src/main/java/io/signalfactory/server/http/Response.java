package io.signalfactory.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a call gets.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param body the body
 * @param headers further headers
 */
public record Response(int status, String contentType, byte[] body, Map<String, String> headers) {

  /** The media type of JSON. */
  public static final String JSON = "application/json";

  private static final String PLAIN_TEXT = "text/plain; charset=utf-8";
  private static final int OK = 200;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public Response {
    headers = Map.copyOf(headers);
  }

  /** Status 200 with a JSON document. */
  public static Response json(JsonNode body) {
    return of(JSON, write(body));
  }

  /** Status 200 with a body of any media type. */
  public static Response of(String contentType, byte[] body) {
    return new Response(OK, contentType, body, Map.of());
  }

  /** Status 200 with plain text. */
  public static Response text(String body) {
    return of(PLAIN_TEXT, body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A problem document.
   *
   * @param path the path of the request
   */
  static Response problem(Problem problem, String path) {
    return new Response(
        problem.status(), Problem.MEDIA_TYPE, write(problem.document(path)), problem.headers());
  }

  /** The same response with one more header. */
  public Response with(String header, String value) {
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
