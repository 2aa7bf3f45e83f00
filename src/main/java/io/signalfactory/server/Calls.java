package io.signalfactory.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.signalfactory.query.NotReadyException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs actions: whatever becomes of a call, there is an answer, and its time is taken. */
final class Calls {

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private final MeterRegistry registry;

  Calls(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Answers a call.
   *
   * @param method the HTTP method, GET or HEAD where the route says GET
   * @param path the path as it was asked for, undecoded
   * @param call reads the request; what it throws is answered like what the action throws
   */
  Response run(Route route, String method, String path, CallReader call) {
    long start = System.nanoTime();
    Response response = respond(route, method, path, call);
    Timer.builder("http.server.requests")
        .description("Requests that a route answered")
        .tag("method", method)
        .tag("uri", route.path())
        .tag("status", Integer.toString(response.status()))
        .register(registry)
        .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    return response;
  }

  private static Response respond(Route route, String method, String path, CallReader call) {
    try {
      return route.action().answer(call.read());
    } catch (ProblemException e) {
      return Response.problem(e.problem(), path);
    } catch (NotReadyException e) {
      return Response.problem(Problem.notReady(String.valueOf(e.getMessage())), path);
    } catch (RuntimeException e) {
      return failure(method, path, e);
    }
  }

  /** The answer to what should not have happened: the log gets all of it, the client a number. */
  static Response failure(String method, String path, Throwable failure) {
    String requestId = UUID.randomUUID().toString();
    LOG.error("{} {} failed, request id {}", method, path, requestId, failure);
    return Response.problem(Problem.internal(requestId), path);
  }

  /** Makes a call of a request. */
  @FunctionalInterface
  interface CallReader {
    Call read();
  }
}
