package io.signalfactory.server;

import io.signalfactory.server.http.Route;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes requests that are wrong in many ways, the same ones for the same seed. */
final class RequestNoise {

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "999999999999999999999",
          "NaN",
          "null",
          "true",
          "urn:dp:orders:created",
          "urn:dp:",
          "2026-01-14T12:00:00Z",
          "9999-12-31T23:59:59.999999999Z",
          "-0001-01-01T00:00:00Z",
          "PT1M",
          "P9999999D",
          "1m",
          "CRITICAL",
          "../../etc/passwd",
          "' OR 1=1 --",
          "${jndi:ldap://a/b}",
          "<script>alert(1)</script>",
          "\u0000",
          "\r\nX-Injected: 1",
          "\ud83d\ude00",
          "\u202e",
          "%",
          "%00",
          "{\"a\":1}",
          "*");

  private static final List<String> BODIES =
      List.of(
          "",
          "{}",
          "[]",
          "null",
          "{\"apiVersion\":\"odcs/v1\"}",
          "apiVersion: odcs/v1\nkind: DataContract\nmetadata: {name: a}\n",
          "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
          "---\n---\n---\n",
          "!!java.net.URL [\"http://127.0.0.1/\"]",
          "{\"service\":\"s\",\"version\":\"v\"}",
          "{\"service\":\"s\",\"version\":{\"a\":[1,2,{}]}}",
          "\ufeff{}",
          "\"",
          "- - - - - - -");

  private static final List<String> HEADERS =
      List.of(
          "Accept: */*",
          "Accept: application/yaml;q=x",
          "Accept: " + ",".repeat(400),
          "Accept-Encoding: gzip;q=0, br",
          "Authorization: Bearer",
          "Authorization: Bearer \u0001",
          "Authorization: Basic !!!",
          "Content-Type: application/json",
          "Content-Type: application/yaml",
          "Content-Type: multipart/form-data",
          "Content-Type: ;;;",
          "If-Match: \"",
          "If-None-Match: *, W/\"\", \"x",
          "If-Match: *",
          "Range: bytes=0-",
          "Last-Event-ID: \u00ff",
          "Expect: 100-continue",
          "X-Forwarded-For: 1.2.3.4",
          "Cookie: " + "a=b;".repeat(50),
          "Upgrade: h2c",
          "Origin: null",
          "Sec-Fetch-Site: cross-site",
          "no colon",
          ": no name",
          "X-Folded: a\r\n b");

  private final List<Route> routes;
  private final Random random;

  RequestNoise(List<Route> routes, long seed) {
    this.routes = routes;
    this.random = new Random(seed);
  }

  /** The next request, as bytes. */
  byte[] next() {
    StringBuilder head = new StringBuilder();
    byte[] body = body();
    head.append(method()).append(' ').append(target()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(rarely("evil.example", "localhost")).append("\r\n");
    head.append("Connection: close\r\n");
    for (int i = random.nextInt(4); i > 0; i--) {
      head.append(one(HEADERS)).append("\r\n");
    }
    if (random.nextInt(20) == 0) {
      head.append("X-Long: ").append("x".repeat(random.nextInt(12_000))).append("\r\n");
    }
    switch (random.nextInt(6)) {
      case 0 -> head.append("Transfer-Encoding: chunked\r\n");
      case 1 -> head.append("Content-Length: ").append(one(VALUES)).append("\r\n");
      case 2 -> head.append("Content-Length: ").append(body.length + 5).append("\r\n");
      default -> head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    if (random.nextInt(10) == 0) {
      for (int i = random.nextInt(5); i >= 0; i--) {
        whole[random.nextInt(whole.length)] = (byte) random.nextInt();
      }
    }
    return whole;
  }

  private String method() {
    return rarely("BREW", one(List.of("GET", "GET", "GET", "HEAD", "POST", "DELETE", "PUT")));
  }

  private String target() {
    Route route = one(routes);
    String path = route.path();
    while (path.contains("{")) {
      int open = path.indexOf('{');
      path =
          path.substring(0, open)
              + rarely(one(VALUES).replace(" ", ""), encoded(one(VALUES)))
              + path.substring(path.indexOf('}') + 1);
    }
    List<String> parameters = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = route.parameters().isEmpty() ? "x" : one(route.parameters());
      parameters.add(
          rarely("%zz", name)
              + rarely("", "=")
              + rarely(one(VALUES).strip(), encoded(one(VALUES))));
    }
    return path + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
  }

  private byte[] body() {
    if (random.nextInt(50) == 0) {
      return new byte[(1 << 20) + random.nextInt(10)];
    }
    byte[] body = one(BODIES).getBytes(StandardCharsets.UTF_8);
    if (body.length > 0 && random.nextInt(3) == 0) {
      body[random.nextInt(body.length)] = (byte) random.nextInt();
    }
    return body;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String rarely(String seldom, String often) {
    return random.nextInt(15) == 0 ? seldom : often;
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
