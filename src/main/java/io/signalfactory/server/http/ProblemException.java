package io.signalfactory.server.http;

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

  /** A client's text as a detail may repeat it: in quotes, and cut off if it is long. */
  public static String quoted(String text) {
    return "'" + Problem.shown(text) + "'";
  }

  Problem problem() {
    return problem;
  }
}
