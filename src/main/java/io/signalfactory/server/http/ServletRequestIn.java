package io.signalfactory.server.http;

import io.javalin.http.Context;
import io.signalfactory.server.http.AccessPolicy.Admission;
import io.signalfactory.server.http.AccessPolicy.Credentials;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request as Javalin gives it. */
final class ServletRequestIn implements ActionRunner.Incoming {

  /** Where the certificates of a client are, once they have been checked. */
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private static final byte[] NO_BODY = {};

  private final Route route;
  private final String basePath;
  private final AccessPolicy policy;
  private final Context context;

  ServletRequestIn(Route route, String basePath, AccessPolicy policy, Context context) {
    this.route = route;
    this.basePath = basePath;
    this.policy = policy;
    this.context = context;
  }

  private HttpServletRequest request() {
    return context.req();
  }

  @Override
  public String method() {
    return context.method().name();
  }

  @Override
  public String path() {
    return context.path();
  }

  @Override
  public Admission admission() {
    return policy.admit(
        route.access(),
        new Credentials(
            header("Authorization"),
            CertificateNames.of(request().getAttribute(CERTIFICATES)),
            Objects.requireNonNullElse(request().getRemoteAddr(), "an unknown address")));
  }

  private @Nullable String header(String name) {
    List<String> all = Collections.list(request().getHeaders(name));
    return all.isEmpty() ? null : String.join(",", all);
  }

  @Override
  public Call read(Caller caller) {
    if (route.access() == Access.WRITE && caller.name().equals(Caller.ANONYMOUS)) {
      CrossSiteCheck.check(header("Sec-Fetch-Site"), header("Origin"), header("Host"));
    }
    return new Call(
        method(),
        target(),
        context.pathParamMap(),
        route.ofThePage()
            ? QueryParameters.none()
            : QueryParameters.of(QueryString.parse(context.queryString()), route.parameters()),
        headers(),
        route.method().equals("GET") ? NO_BODY : body(),
        caller,
        RequestWatch.arrivedAt(request()));
  }

  private String target() {
    String path = path();
    String own = path.startsWith(basePath) ? path.substring(basePath.length()) : path;
    String query = context.queryString();
    return query == null ? own : own + "?" + query;
  }

  private Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : Collections.list(request().getHeaderNames())) {
      headers.put(
          name.toLowerCase(Locale.ROOT), List.copyOf(Collections.list(request().getHeaders(name))));
    }
    // Actions must not pass it on, nor show it.
    headers.remove("authorization");
    return headers;
  }

  private byte[] body() {
    try {
      return RequestBody.read(request().getInputStream(), request().getContentLengthLong());
    } catch (IOException e) {
      throw new UncheckedIOException("the body cannot be read", e);
    }
  }
}
