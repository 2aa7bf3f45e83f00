package io.signalfactory.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that are written over time, over real HTTP. */
class ResponseStreamTest {

  private final AtomicReference<StreamSink> sink = new AtomicReference<>();
  private final ListenerKit server =
      ListenerKit.start(
          Route.stream(
              "/stream",
              List.of(),
              "a stream",
              call -> Response.stream("text/event-stream", sink::set)),
          Route.get("/query", List.of(), "a query", call -> Response.text("an answer")));

  @AfterEach
  void close() {
    server.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private HttpResponse<InputStream> open() throws Exception {
    return server
        .client()
        .send(
            server.request("GET", "/stream", BodyPublishers.noBody()),
            BodyHandlers.ofInputStream());
  }

  private StreamSink begun() {
    return await().atMost(ListenerKit.PATIENCE).until(sink::get, s -> s != null);
  }

  @Test
  void givesTheClientEachPartAsSoonAsItIsThereAndThenTheEnd() throws Exception {
    // given
    HttpResponse<InputStream> response = open();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));

    // when
    StreamSink stream = begun();
    stream.offer(bytes("one\n"));
    String first = lines.readLine();
    stream.offer(bytes("two\n"));
    String second = lines.readLine();
    stream.end();
    String end = lines.readLine();

    // then
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(first).isEqualTo("one");
    assertThat(second).isEqualTo("two");
    assertThat(end).isNull();
    assertThat(stream.offer(bytes("three\n"))).isFalse();
  }

  @Test
  void tellsTheWriterThatTheClientIsGone() throws Exception {
    // given
    AtomicReference<String> told = new AtomicReference<>();
    InputStream body = open().body();
    StreamSink stream = begun();
    stream.onEnd(() -> told.set("gone"));

    // when
    body.close();

    // then
    await()
        .atMost(ListenerKit.PATIENCE)
        .untilAsserted(
            () -> {
              stream.offer(bytes("anybody there?\n"));
              assertThat(told.get()).isEqualTo("gone");
            });
  }

  @Test
  void endsTheStreamOfAClientThatDoesNotRead() throws Exception {
    // given
    try (Socket slow = new Socket(InetAddress.getByName("127.0.0.1"), server.listener.port())) {
      slow.getOutputStream().write(bytes("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      StreamSink stream = begun();

      // when
      int taken = 0;
      while (stream.offer(new byte[100_000])) {
        taken++;
        assertThat(taken).as("the buffers of a connection end somewhere").isLessThan(1_000);
      }

      // then
      assertThat(taken).isGreaterThanOrEqualTo(Response.MAX_PENDING / 100_000);
      assertThat(stream.offer(bytes("more"))).isFalse();
    }
  }

  @Test
  void holdsNoThreadPerClient() throws Exception {
    // given
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 60; i++) {
        Socket client = new Socket(InetAddress.getByName("127.0.0.1"), server.listener.port());
        client.getOutputStream().write(bytes("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        clients.add(client);
      }
      begun();

      // when
      HttpResponse<String> other = server.get("/query");

      // then
      assertThat(other.body()).isEqualTo("an answer");
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }
}
