package io.signalfactory.server.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A server on a free port, with the routes of a test. */
final class ListenerKit implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  final HttpListener listener;
  private final HttpClient client = HttpClient.newHttpClient();

  private ListenerKit(HttpListener listener) {
    this.listener = listener;
  }

  static ListenerKit start(Route... routes) {
    return start(Listening.at("127.0.0.1", 0, "http.port"), AccessPolicy.everybody(), routes);
  }

  static ListenerKit start(Listening listening, AccessPolicy access, Route... routes) {
    return start(listening, access, WorkLimits.DEFAULT, routes);
  }

  static ListenerKit start(
      Listening listening, AccessPolicy access, WorkLimits limits, Route... routes) {
    return new ListenerKit(
        HttpListener.start(
            listening,
            access,
            List.of(routes),
            new SimpleMeterRegistry(),
            ConnectionLimits.DEFAULT,
            limits));
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return send("POST", path, BodyPublishers.ofString(body), headers);
  }

  HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
    try {
      return client.send(request(method, path, body, headers), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpClient client() {
    return client;
  }

  HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(listener.url() + path))
            .timeout(PATIENCE)
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  @Override
  public void close() {
    listener.close();
  }
}
