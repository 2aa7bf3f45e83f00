package io.signalfactory.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Passes requests to routes and their responses to clients; it knows Javalin, routes do not. */
final class Routing {

  private static final int NOT_FOUND = 404;

  private final List<Route> routes;
  private final HostCheck hostCheck;
  private final ActionRunner runner;

  Routing(List<Route> routes, HostCheck hostCheck, ActionRunner runner) {
    this.routes = List.copyOf(routes);
    this.hostCheck = hostCheck;
    this.runner = runner;
  }

  void register(RoutesConfig config) {
    config.before(this::before);
    for (Route route : routes) {
      config.addHttpHandler(
          HandlerType.findOrCreate(route.method()),
          route.path(),
          context -> handle(route, context));
      if (route.method().equals("GET")) {
        // Without it, Javalin answers every HEAD with 200. Jetty leaves out the body.
        config.addHttpHandler(HandlerType.HEAD, route.path(), context -> handle(route, context));
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

  private void before(Context context) {
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Cache-Control", "no-store");
    hostCheck.check(context.header("Host"));
    PercentEncoding.decode(context.req().getRequestURI(), "the path");
  }

  private void handle(Route route, Context context) {
    write(
        runner.run(route, context.method().name(), context.path(), () -> call(route, context)),
        context);
  }

  private static Call call(Route route, Context context) {
    return new Call(
        context.pathParamMap(),
        QueryParameters.of(QueryString.parse(context.queryString()), route.parameters()),
        accept(context));
  }

  /** A client may send several Accept headers; together they are one list. */
  private static @Nullable String accept(Context context) {
    List<String> all = Collections.list(context.req().getHeaders("Accept"));
    return all.isEmpty() ? null : String.join(",", all);
  }

  private Problem problem(HttpResponseException refusal, Context context) {
    if (refusal instanceof MethodNotAllowedResponse) {
      return Problem.methodNotAllowed(context.method().name(), allowed(refusal));
    }
    return refusal.getStatus() == NOT_FOUND
        ? Problem.notFound("there is nothing at this path: GET / lists all paths")
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
    context.result(response.body());
  }
}
