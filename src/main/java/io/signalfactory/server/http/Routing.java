package io.signalfactory.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Passes requests to routes and their responses to clients; it knows Javalin, routes do not. */
final class Routing {

  private static final int NOT_FOUND = 404;
  private static final String GET = "GET";

  private final List<Route> routes;
  private final String basePath;
  private final HostCheck hostCheck;
  private final AccessPolicy access;
  private final ActionRunner runner;

  Routing(
      List<Route> routes,
      String basePath,
      HostCheck hostCheck,
      AccessPolicy access,
      ActionRunner runner) {
    this.routes = List.copyOf(routes);
    this.basePath = basePath;
    this.hostCheck = hostCheck;
    this.access = access;
    this.runner = runner;
  }

  void register(RoutesConfig config) {
    config.before(this::before);
    for (Route route : routes) {
      for (String path : pathsOf(route, basePath)) {
        config.addHttpHandler(
            HandlerType.findOrCreate(route.method()), path, context -> handle(route, context));
        if (route.method().equals(GET)) {
          // Without it, Javalin answers every HEAD with 200. Jetty leaves out the body.
          config.addHttpHandler(HandlerType.HEAD, path, context -> handle(route, context));
        }
      }
    }
    config.exception(
        ProblemException.class,
        (e, context) -> write(Response.problem(e.problem(), context.path()), context));
    config.exception(
        HttpResponseException.class,
        (e, context) -> write(Response.problem(problem(e, context), context.path()), context));
    config.exception(
        Exception.class,
        (e, context) ->
            write(ActionRunner.failure(context.method().name(), context.path(), e), context));
  }

  /**
   * Where a route is found. Instances and probes ask this server itself, not what is in front of
   * it, so they need no base path.
   */
  static List<String> pathsOf(Route route, String basePath) {
    if (route.access() == Access.PEER || basePath.isEmpty()) {
      return List.of(route.path());
    }
    String below = basePath + route.path();
    return route.atOnce() && route.access() == Access.OPEN
        ? List.of(below, route.path())
        : List.of(below);
  }

  private void before(Context context) {
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Cache-Control", "no-store");
    hostCheck.check(context.header("Host"));
    PercentEncoding.decode(context.req().getRequestURI(), "the path");
  }

  private void handle(Route route, Context context) {
    Response response = runner.run(route, new ServletRequestIn(route, basePath, access, context));
    if (context.method().name().equals(GET) || context.method().name().equals("HEAD")) {
      List<String> known = Collections.list(context.req().getHeaders("If-None-Match"));
      response =
          !known.isEmpty() && response.isKnownBy(String.join(",", known))
              ? response.notModified()
              : response;
    }
    write(response, context);
  }

  private Problem problem(HttpResponseException refusal, Context context) {
    if (refusal instanceof MethodNotAllowedResponse) {
      return Problem.methodNotAllowed(context.method().name(), allowed(refusal));
    }
    return refusal.getStatus() == NOT_FOUND
        ? Problem.notFound(
            "there is nothing at this path: GET " + basePath + "/openapi.json lists all paths")
        : Problem.refused(refusal.getStatus(), String.valueOf(refusal.getMessage()));
  }

  private static String allowed(HttpResponseException refusal) {
    String methods = refusal.getDetails().values().stream().collect(Collectors.joining(","));
    TreeSet<String> sorted = new TreeSet<>();
    for (String method : methods.split(",", -1)) {
      sorted.add(method.strip());
    }
    return String.join(", ", sorted);
  }

  private static void write(Response response, Context context) {
    context.status(response.status());
    context.contentType(response.contentType());
    response.headers().forEach(context::header);
    StreamBody stream = response.stream();
    if (stream == null) {
      context.result(response.body());
    } else if (!context.method().name().equals("HEAD")) {
      context.future(() -> written(stream, context));
    }
  }

  private static CompletableFuture<?> written(StreamBody stream, Context context) {
    ResponseStream body;
    try {
      body = start(context);
    } catch (IOException e) {
      // What the stream has taken for the client has to be given back.
      begin(stream, new GoneClient(), context);
      return CompletableFuture.completedFuture(null);
    }
    begin(stream, body, context);
    return body.written();
  }

  private static void begin(StreamBody stream, StreamSink body, Context context) {
    try {
      stream.begin(body);
    } catch (RuntimeException e) {
      // The client has got 200 already; an end is all that it can still be told.
      ActionRunner.failure(context.method().name(), context.path(), e);
      body.end();
    }
  }

  /**
   * @throws IOException if the client is gone
   */
  private static ResponseStream start(Context context) throws IOException {
    RequestWatch.isStream(context.req());
    ResponseStream body = new ResponseStream(context.res().getOutputStream(), Response.MAX_PENDING);
    // The client learns at once that it is connected.
    context.res().flushBuffer();
    context.res().getOutputStream().setWriteListener(body);
    return body;
  }
}
