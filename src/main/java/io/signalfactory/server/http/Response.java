package io.signalfactory.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call gets.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param body the body; empty if it is a stream
 * @param headers further headers
 * @param stream the body, where it is written over time; else null
 * @param datasets the URNs of the datasets that a change was about, for the audit log; those in the
 *     path of the route need not be named
 */
public record Response(
    int status,
    String contentType,
    byte[] body,
    Map<String, String> headers,
    @Nullable StreamBody stream,
    List<String> datasets) {

  /** The media type of JSON. */
  public static final String JSON = "application/json";

  /** The most bytes of a stream that wait for a client that reads too slowly. */
  public static final int MAX_PENDING = 1 << 20;

  private static final String PLAIN_TEXT = "text/plain; charset=utf-8";
  private static final String ETAG = "ETag";
  private static final byte[] NOTHING = {};
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public Response {
    headers = Map.copyOf(headers);
    datasets = List.copyOf(datasets);
  }

  /** Status 200 with a JSON document. */
  public static Response json(JsonNode body) {
    return json(OK, body);
  }

  /** Status 200 with a JSON document that is written without a tree. */
  public static Response written(JsonDocument body) {
    return of(OK, JSON, JsonDocument.bytes(body));
  }

  /** A JSON document with any status. */
  public static Response json(int status, JsonNode body) {
    return of(status, JSON, write(body));
  }

  /** Status 200 with a body of any media type. */
  public static Response of(String contentType, byte[] body) {
    return of(OK, contentType, body);
  }

  /** A body of any media type, with any status. */
  public static Response of(int status, String contentType, byte[] body) {
    return new Response(status, contentType, body, Map.of(), null, List.of());
  }

  /** Status 200 with plain text. */
  public static Response text(String body) {
    return of(PLAIN_TEXT, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Status 200 with a body that is written over time; only for a {@link Route#stream}. */
  public static Response stream(String contentType, StreamBody body) {
    return new Response(OK, contentType, NOTHING, Map.of(), body, List.of());
  }

  /**
   * A problem document.
   *
   * @param path the path of the request
   */
  static Response problem(Problem problem, String path) {
    return new Response(
        problem.status(),
        Problem.MEDIA_TYPE,
        write(problem.document(path)),
        problem.headers(),
        null,
        problem.datasets());
  }

  /** The same response with one more header. */
  public Response with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, contentType, body, more, stream, datasets);
  }

  /**
   * The same response with an ETag. A client may keep it, and asks each time whether it is still
   * valid: a GET whose {@code If-None-Match} has the tag is answered with 304.
   */
  public Response withETag(EntityTag tag) {
    return with(ETAG, tag.text()).with("Cache-Control", "private, no-cache");
  }

  /** The same response with an ETag that changes with the body. */
  public Response withETag() {
    return withETag(EntityTag.of(body));
  }

  /** The same response, for the audit log about these datasets. */
  public Response about(List<String> urns) {
    return new Response(status, contentType, body, headers, stream, urns);
  }

  /** What a client gets that has this response already: only the headers. */
  Response notModified() {
    return new Response(NOT_MODIFIED, contentType, NOTHING, headers, null, datasets);
  }

  /** Whether a client that has what it names in {@code If-None-Match} has this response. */
  boolean isKnownBy(String ifNoneMatch) {
    String tag = headers.get(ETAG);
    return status == OK && tag != null && EntityTag.parse(tag).isIn(ifNoneMatch);
  }

  private static byte[] write(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
