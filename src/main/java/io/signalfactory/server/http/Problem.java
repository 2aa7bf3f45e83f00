package io.signalfactory.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.text.Shown;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused or failed: the content of an RFC 9457 problem document.
 *
 * @param kind the kind of problem
 * @param status the HTTP status
 * @param detail what is wrong with this request, and what to do about it
 * @param headers the headers that the status asks for, such as {@code Allow} and {@code
 *     Retry-After}
 * @param requestId what to search the log for; null if nothing was logged
 * @param members further members of the document
 * @param datasets the URNs of the datasets that the request was about, as far as they are not in
 *     its path
 */
record Problem(
    Kind kind,
    int status,
    String detail,
    Map<String, String> headers,
    @Nullable String requestId,
    Map<String, JsonNode> members,
    List<String> datasets) {

  static final String MEDIA_TYPE = "application/problem+json";

  private static final String RETRY_AFTER = "Retry-After";
  private static final Map<String, String> RETRY_IN_A_SECOND = Map.of(RETRY_AFTER, "1");

  private static final int MAX_SHOWN = 100;
  private static final int CONTENT_TOO_LARGE = 413;
  private static final int SERVICE_UNAVAILABLE = 503;

  Problem {
    headers = Map.copyOf(headers);
    // In their order.
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    datasets = List.copyOf(datasets);
  }

  private static Problem of(Kind kind, int status, String detail) {
    return of(kind, status, detail, Map.of());
  }

  private static Problem of(Kind kind, int status, String detail, Map<String, String> headers) {
    return new Problem(kind, status, detail, headers, null, Map.of(), List.of());
  }

  static Problem badRequest(String detail) {
    return of(Kind.BAD_REQUEST, 400, detail);
  }

  /**
   * @param challenge the value of {@code WWW-Authenticate}
   */
  static Problem unauthorized(String detail, String challenge) {
    return of(Kind.UNAUTHORIZED, 401, detail, Map.of("WWW-Authenticate", challenge));
  }

  static Problem forbidden(String detail) {
    return of(Kind.FORBIDDEN, 403, detail);
  }

  static Problem notFound(String detail) {
    return of(Kind.NOT_FOUND, 404, detail);
  }

  static Problem methodNotAllowed(String method, String allowed) {
    return of(
        Kind.METHOD_NOT_ALLOWED,
        405,
        shown(method) + " is not allowed here, only " + allowed,
        Map.of("Allow", allowed));
  }

  static Problem notAcceptable(String detail) {
    return of(Kind.NOT_ACCEPTABLE, 406, detail);
  }

  static Problem conflict(String detail) {
    return of(Kind.CONFLICT, 409, detail);
  }

  static Problem changedMeanwhile(String detail) {
    return of(Kind.CHANGED_MEANWHILE, 412, detail);
  }

  static Problem tooLarge(String detail) {
    return of(Kind.TOO_LARGE, CONTENT_TOO_LARGE, detail);
  }

  static Problem unsupportedMediaType(String detail) {
    return of(Kind.UNSUPPORTED_MEDIA_TYPE, 415, detail);
  }

  static Problem wrongHost(String detail) {
    return of(Kind.WRONG_HOST, 421, detail);
  }

  static Problem invalid(String detail) {
    return of(Kind.INVALID, 422, detail);
  }

  static Problem notReady(String detail) {
    return of(Kind.NOT_READY, 503, detail, RETRY_IN_A_SECOND);
  }

  static Problem notAlive(String detail) {
    return of(Kind.NOT_ALIVE, 503, detail);
  }

  static Problem overloaded() {
    return of(
        Kind.OVERLOADED,
        SERVICE_UNAVAILABLE,
        "too many requests wait for an answer: try again later, and ask with fewer at a time",
        RETRY_IN_A_SECOND);
  }

  static Problem timedOut(Duration limit) {
    return of(
        Kind.TIMED_OUT,
        503,
        "there was no answer within "
            + limit.toMillis()
            + " ms: try again later, and ask for less at a time",
        Map.of(RETRY_AFTER, "5"));
  }

  static Problem internal(String requestId) {
    return new Problem(
        Kind.INTERNAL,
        500,
        "the server failed: its log has the details under request id " + requestId,
        Map.of(),
        requestId,
        Map.of(),
        List.of());
  }

  /** The same problem with one more member in its document. */
  Problem with(String name, JsonNode value) {
    Map<String, JsonNode> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(kind, status, detail, headers, requestId, more, datasets);
  }

  /** The same problem, for the audit log about these datasets. */
  Problem about(List<String> urns) {
    return new Problem(kind, status, detail, headers, requestId, members, urns);
  }

  /** A request that the HTTP layer itself refused, before any route. */
  static Problem refused(int status, String detail) {
    return switch (status) {
      case CONTENT_TOO_LARGE -> tooLarge(detail);
      case SERVICE_UNAVAILABLE -> overloaded();
      default -> of(Kind.BAD_REQUEST, status, detail);
    };
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
    document.setAll(members);
    return document;
  }

  /** The kinds of problems that a client can tell apart. */
  enum Kind {
    BAD_REQUEST("bad-request", "The request is wrong"),
    UNAUTHORIZED("unauthorized", "A token is needed"),
    FORBIDDEN("forbidden", "This caller may not do that"),
    NOT_FOUND("not-found", "Not found"),
    METHOD_NOT_ALLOWED("method-not-allowed", "The method is not allowed here"),
    NOT_ACCEPTABLE("not-acceptable", "None of the accepted media types is available"),
    CONFLICT("conflict", "The change does not fit what is there"),
    CHANGED_MEANWHILE("changed-meanwhile", "Somebody else has changed it"),
    TOO_LARGE("too-large", "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", "The media type of the body is not supported"),
    INVALID("invalid", "The body has mistakes"),
    WRONG_HOST("wrong-host", "This server does not answer to that host name"),
    NOT_READY("not-ready", "Not ready yet"),
    NOT_ALIVE("not-alive", "The application has stopped"),
    OVERLOADED("overloaded", "Too many requests wait already"),
    TIMED_OUT("timed-out", "The answer took too long"),
    INTERNAL("internal", "The server failed");

    private final String type;
    private final String title;

    Kind(String name, String title) {
      this.type = "urn:signal-factory:problem:" + name;
      this.title = title;
    }
  }
}
