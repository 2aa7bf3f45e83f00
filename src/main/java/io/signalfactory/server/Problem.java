package io.signalfactory.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was not answered, as an RFC 9457 problem document says it.
 *
 * @param kind what kind of problem it is
 * @param status the HTTP status
 * @param detail what is wrong with this call and what to do about it
 * @param headers what the status asks for: {@code Allow}, {@code Retry-After}
 * @param requestId leads to the log; null where nothing was logged
 */
record Problem(
    Kind kind, int status, String detail, Map<String, String> headers, @Nullable String requestId) {

  static final String MEDIA_TYPE = "application/problem+json";

  /** Where a client should ask again in a moment. */
  private static final Map<String, String> RETRY = Map.of("Retry-After", "1");

  private static final int MAX_SHOWN = 100;

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
        shown(method) + " is not possible here, only " + allowed,
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
    return new Problem(Kind.NOT_READY, 503, detail, RETRY, null);
  }

  static Problem notAlive(String detail) {
    return new Problem(Kind.NOT_ALIVE, 503, detail, Map.of(), null);
  }

  static Problem internal(String requestId) {
    return new Problem(
        Kind.INTERNAL,
        500,
        "this is a fault of the server: its log has more under request id " + requestId,
        Map.of(),
        requestId);
  }

  /** What the HTTP layer itself refuses: a request that no route ever saw. */
  static Problem refused(int status, String detail) {
    return new Problem(Kind.BAD_REQUEST, status, detail, Map.of(), null);
  }

  /** A client's own text as a message may repeat it: not at any length. */
  static String shown(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }

  /**
   * The problem document.
   *
   * @param instance the path that was asked for
   */
  ObjectNode document(String instance) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("type", kind.type);
    document.put("title", kind.title);
    document.put("status", status);
    document.put("detail", detail);
    document.put("instance", instance);
    if (requestId != null) {
      document.put("request_id", requestId);
    }
    return document;
  }

  /** The kinds of problems that a client can tell apart. */
  enum Kind {
    BAD_REQUEST("bad-request", "The request is not understood"),
    NOT_FOUND("not-found", "There is no such thing"),
    METHOD_NOT_ALLOWED("method-not-allowed", "The method is not possible here"),
    NOT_ACCEPTABLE("not-acceptable", "No media type that the client takes can be given"),
    WRONG_HOST("wrong-host", "This server does not answer under that name"),
    NOT_READY("not-ready", "Not ready yet"),
    NOT_ALIVE("not-alive", "The application has stopped"),
    INTERNAL("internal", "The server failed");

    private final String type;
    private final String title;

    Kind(String name, String title) {
      this.type = "urn:signal-factory:problem:" + name;
      this.title = title;
    }
  }
}
