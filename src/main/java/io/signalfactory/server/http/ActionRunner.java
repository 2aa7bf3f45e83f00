package io.signalfactory.server.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the action of a route, measures its time, and answers whatever it throws. */
final class ActionRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);

  private final MeterRegistry registry;

  ActionRunner(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Answers a call.
   *
   * @param method the HTTP method: HEAD is possible where the route has GET
   * @param path the path of the request, undecoded
   * @param reader reads the call from the request; what it throws is answered like what the action
   *     throws
   */
  Response run(Route route, String method, String path, CallReader reader) {
    long start = System.nanoTime();
    Response response = respond(route, method, path, reader);
    Timer.builder("http.server.requests")
        .description("Requests that a route answered")
        .tag("method", method)
        .tag("uri", route.path())
        .tag("status", Integer.toString(response.status()))
        .register(registry)
        .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    return response;
  }

  private static Response respond(Route route, String method, String path, CallReader reader) {
    try {
      return route.action().answer(reader.read());
    } catch (ProblemException e) {
      return Response.problem(e.problem(), path);
    } catch (RuntimeException e) {
      return failure(method, path, e);
    }
  }

  /** The response to a fault of ours: the log gets the details, the client only their number. */
  static Response failure(String method, String path, Throwable failure) {
    String requestId = UUID.randomUUID().toString();
    LOG.error("{} {} failed, request id {}", method, path, requestId, failure);
    return Response.problem(Problem.internal(requestId), path);
  }

  /** Reads a call from a request. */
  @FunctionalInterface
  interface CallReader {

    /**
     * Reads the call.
     *
     * @throws ProblemException if the request is wrong
     */
    Call read();
  }
}
