package io.signalfactory.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.text.Shown;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused or failed: the content of an RFC 9457 problem document.
 *
 * @param kind the kind of problem
 * @param status the HTTP status
 * @param detail what is wrong with this request, and what to do about it
 * @param headers the headers that the status asks for: {@code Allow}, {@code Retry-After}
 * @param requestId what to search the log for; null if nothing was logged
 */
record Problem(
    Kind kind, int status, String detail, Map<String, String> headers, @Nullable String requestId) {

  static final String MEDIA_TYPE = "application/problem+json";

  private static final Map<String, String> RETRY_IN_A_SECOND = Map.of("Retry-After", "1");

  private static final int MAX_SHOWN = 100;
  private static final int SERVICE_UNAVAILABLE = 503;

  Problem {
    headers = Map.copyOf(headers);
  }

  static Problem badRequest(String detail) {
    return new Problem(Kind.BAD_REQUEST, 400, detail, Map.of(), null);
  }

  static Problem notFound(String detail) {
    return new Problem(Kind.NOT_FOUND, 404, detail, Map.of(), null);
  }

  static Problem methodNotAllowed(String method, String allowed) {
    return new Problem(
        Kind.METHOD_NOT_ALLOWED,
        405,
        shown(method) + " is not allowed here, only " + allowed,
        Map.of("Allow", allowed),
        null);
  }

  static Problem notAcceptable(String detail) {
    return new Problem(Kind.NOT_ACCEPTABLE, 406, detail, Map.of(), null);
  }

  static Problem wrongHost(String detail) {
    return new Problem(Kind.WRONG_HOST, 421, detail, Map.of(), null);
  }

  static Problem notReady(String detail) {
    return new Problem(Kind.NOT_READY, 503, detail, RETRY_IN_A_SECOND, null);
  }

  static Problem notAlive(String detail) {
    return new Problem(Kind.NOT_ALIVE, 503, detail, Map.of(), null);
  }

  static Problem internal(String requestId) {
    return new Problem(
        Kind.INTERNAL,
        500,
        "the server failed: its log has the details under request id " + requestId,
        Map.of(),
        requestId);
  }

  /** A request that the HTTP layer itself refused, before any route. */
  static Problem refused(int status, String detail) {
    return status == SERVICE_UNAVAILABLE
        ? new Problem(
            Kind.OVERLOADED,
            status,
            "too many requests wait for an answer: try again later, and ask with fewer at a time",
            RETRY_IN_A_SECOND,
            null)
        : new Problem(Kind.BAD_REQUEST, status, detail, Map.of(), null);
  }

  /** A client's text as a detail may repeat it: printable, and cut off if it is long. */
  static String shown(String text) {
    return Shown.of(text, MAX_SHOWN);
  }

  /**
   * The problem document.
   *
   * @param path the path of the request
   */
  ObjectNode document(String path) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("type", kind.type);
    document.put("title", kind.title);
    document.put("status", status);
    document.put("detail", detail);
    document.put("instance", path);
    if (requestId != null) {
      document.put("request_id", requestId);
    }
    return document;
  }

  /** The kinds of problems that a client can tell apart. */
  enum Kind {
    BAD_REQUEST("bad-request", "The request is wrong"),
    NOT_FOUND("not-found", "Not found"),
    METHOD_NOT_ALLOWED("method-not-allowed", "The method is not allowed here"),
    NOT_ACCEPTABLE("not-acceptable", "None of the accepted media types is available"),
    WRONG_HOST("wrong-host", "This server does not answer to that host name"),
    NOT_READY("not-ready", "Not ready yet"),
    NOT_ALIVE("not-alive", "The application has stopped"),
    OVERLOADED("overloaded", "Too many requests wait already"),
    INTERNAL("internal", "The server failed");

    private final String type;
    private final String title;

    Kind(String name, String title) {
      this.type = "urn:signal-factory:problem:" + name;
      this.title = title;
    }
  }
}
