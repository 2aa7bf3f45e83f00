package io.signalfactory.server.page;

import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The routes of the page: its files, and its frame at each path that it has a view for. */
public final class PageRoutes {

  /**
   * The paths of views. They are paths instead of fragments, because what asks people to log in
   * drops fragments.
   */
  private static final List<String> VIEWS =
      List.of(
          "/",
          "/datasets/{urn}",
          "/breaches",
          "/breaches/{id}",
          "/contracts",
          "/contracts/new",
          "/contracts/{urn}/edit",
          "/services",
          "/instances",
          "/settings");

  /** Nothing but our own files, and no text that becomes markup or code. */
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self'",
          "connect-src 'self'",
          "base-uri 'self'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'");

  private static final String FRAME = "/page/index.html";

  private PageRoutes() {}

  /**
   * All of them.
   *
   * @param settings what the page has to know before it can ask
   */
  public static List<Route> of(PageSettings settings) {
    List<Route> routes = new ArrayList<>();
    Response frame = frame(settings);
    for (String view : VIEWS) {
      routes.add(Route.page(view, "the page", call -> frame));
    }
    for (PageFile file : PageFiles.all()) {
      Response response = response(file);
      routes.add(Route.page(file.path(), "a file of the page", call -> response));
    }
    return routes;
  }

  /** What every view begins with. */
  static Response frame(PageSettings settings) {
    PageFile file = PageFile.read("/", FRAME);
    String html =
        new String(file.bytes(), StandardCharsets.UTF_8)
            .replace("{base}", attribute(settings.basePath() + "/"))
            .replace("{raw-topics}", attribute(settings.rawTopics()))
            .replace("{trace-url}", attribute(settings.traceUrlTemplate()));
    return response(
        new PageFile(file.path(), file.mediaType(), html.getBytes(StandardCharsets.UTF_8)));
  }

  private static Response response(PageFile file) {
    return Response.of(file.mediaType(), file.bytes())
        .withETag()
        .with("Content-Security-Policy", POLICY)
        .with("Referrer-Policy", "same-origin");
  }

  private static String attribute(String text) {
    return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }
}
