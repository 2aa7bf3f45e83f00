package io.signalfactory.server.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.signalfactory.server.http.AccessPolicy.Admission;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the action of a route, measures its time, and answers whatever it throws. */
final class ActionRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);

  private final MeterRegistry registry;
  private final Workers workers;
  private final WorkLimits limits;
  private final LongSupplier nanoClock;
  private final AuditLog auditLog = new AuditLog(System::nanoTime);

  /**
   * @param nanoClock the clock by which requests arrive, in nanoseconds
   */
  ActionRunner(MeterRegistry registry, Workers workers, WorkLimits limits, LongSupplier nanoClock) {
    this.registry = registry;
    this.workers = workers;
    this.limits = limits;
    this.nanoClock = nanoClock;
  }

  /** Answers a request. */
  Response run(Route route, Incoming request) {
    long start = System.nanoTime();
    Response response = respond(route, request);
    Timer.builder("http.server.requests")
        .description("Requests that a route answered")
        .tag("method", request.method())
        .tag("uri", route.path())
        .tag("status", Integer.toString(response.status()))
        .register(registry)
        .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    return response;
  }

  private Response respond(Route route, Incoming request) {
    Admission admission = request.admission();
    Problem refusal = admission.refusal();
    if (refusal != null) {
      return audited(route, request, admission, null, problem(refusal, request));
    }
    Call call = null;
    Response response;
    try {
      call = request.read(admission.caller());
      response = answer(route, request, call);
    } catch (ProblemException e) {
      response = problem(e.problem(), request);
    } catch (RuntimeException | StackOverflowError e) {
      response = failure(request.method(), request.path(), e);
    }
    return audited(route, request, admission, call, response);
  }

  private Response answer(Route route, Incoming request, Call call) {
    if (route.atOnce()) {
      return route.action().answer(call);
    }
    Duration sinceArrival = Duration.ofNanos(nanoClock.getAsLong() - call.arrivedAt());
    Duration left = limits.left(route, request.method(), sinceArrival);
    if (left.isNegative() || left.isZero()) {
      throw new ProblemException(Problem.timedOut(sinceArrival));
    }
    return workers.run(
        request.method() + " " + route.path(), left, () -> route.action().answer(call));
  }

  private Response audited(
      Route route, Incoming request, Admission admission, @Nullable Call call, Response response) {
    auditLog.write(route, request.method(), admission.caller(), call, response);
    return response;
  }

  private static Response problem(Problem problem, Incoming request) {
    return Response.problem(problem, request.path());
  }

  /** The response to a fault of ours: the log gets the details, the client only their number. */
  static Response failure(String method, String path, Throwable failure) {
    String requestId = UUID.randomUUID().toString();
    LOG.error("{} {} failed, request id {}", method, path, requestId, failure);
    return Response.problem(Problem.internal(requestId), path);
  }

  /** A request that has not been read yet. */
  interface Incoming {

    /** The HTTP method: HEAD is possible where the route has GET. */
    String method();

    /** The path, undecoded. */
    String path();

    /** Who it is from, and whether they may make it. */
    Admission admission();

    /**
     * Reads the request.
     *
     * @param caller who it is from
     * @throws ProblemException if the request is wrong
     */
    Call read(Caller caller);
  }
}
