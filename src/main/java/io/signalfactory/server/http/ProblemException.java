package io.signalfactory.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** Ends a call with an RFC 9457 problem document. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /**
   * Status 400.
   *
   * @param detail what is wrong with the request, and what is possible
   */
  public static ProblemException badRequest(String detail) {
    return new ProblemException(Problem.badRequest(detail));
  }

  /**
   * Status 403.
   *
   * @param detail what this caller may not do, and who may
   */
  public static ProblemException forbidden(String detail) {
    return new ProblemException(Problem.forbidden(detail));
  }

  /**
   * Status 404.
   *
   * @param detail what does not exist, and where to look for what exists
   */
  public static ProblemException notFound(String detail) {
    return new ProblemException(Problem.notFound(detail));
  }

  /**
   * Status 406.
   *
   * @param detail the media types that are available
   */
  public static ProblemException notAcceptable(String detail) {
    return new ProblemException(Problem.notAcceptable(detail));
  }

  /**
   * Status 409.
   *
   * @param detail what the change does not fit, and how to make it fit
   */
  public static ProblemException conflict(String detail) {
    return new ProblemException(Problem.conflict(detail));
  }

  /**
   * Status 412: {@code If-Match} or {@code If-None-Match} does not hold.
   *
   * @param detail what has changed, and what to do
   */
  public static ProblemException changedMeanwhile(String detail) {
    return new ProblemException(Problem.changedMeanwhile(detail));
  }

  /**
   * Status 413.
   *
   * @param detail what is too large, and what is allowed
   */
  public static ProblemException tooLarge(String detail) {
    return new ProblemException(Problem.tooLarge(detail));
  }

  /**
   * Status 415.
   *
   * @param detail the media types that a body may have here
   */
  public static ProblemException unsupportedMediaType(String detail) {
    return new ProblemException(Problem.unsupportedMediaType(detail));
  }

  /**
   * Status 422: a body that can be read but is wrong. Its mistakes become the member {@code errors}
   * of the document.
   *
   * @param detail what is wrong as a whole
   * @param mistakes each mistake
   */
  public static ProblemException invalid(String detail, List<Mistake> mistakes) {
    ArrayNode errors = JsonNodeFactory.instance.arrayNode();
    for (Mistake mistake : mistakes) {
      errors
          .addObject()
          .put("detail", mistake.detail())
          .put("line", mistake.line())
          .put("column", mistake.column());
    }
    return new ProblemException(Problem.invalid(detail).with("errors", errors));
  }

  /**
   * Status 503: the client is asked to come back in a second.
   *
   * @param detail what is not ready yet
   */
  public static ProblemException notReady(String detail) {
    return new ProblemException(Problem.notReady(detail));
  }

  /**
   * Status 503, for good.
   *
   * @param detail what has stopped, and what to do
   */
  public static ProblemException notAlive(String detail) {
    return new ProblemException(Problem.notAlive(detail));
  }

  /**
   * The same problem with one more member in its document.
   *
   * @param name its name, in snake_case
   */
  public ProblemException with(String name, JsonNode value) {
    return new ProblemException(problem.with(name, value));
  }

  /**
   * The same problem, for the audit log about these datasets.
   *
   * @param urns those that are not in the path of the route
   */
  public ProblemException about(List<String> urns) {
    return new ProblemException(problem.about(urns));
  }

  /** A client's text as a detail may repeat it: in quotes, and cut off if it is long. */
  public static String quoted(String text) {
    return "'" + Problem.shown(text) + "'";
  }

  /** The HTTP status. */
  public int status() {
    return problem.status();
  }

  Problem problem() {
    return problem;
  }
}
