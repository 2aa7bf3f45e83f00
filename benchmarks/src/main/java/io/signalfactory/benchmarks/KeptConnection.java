package io.signalfactory.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.signalfactory.rig.RigException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * One connection over HTTP/1.1 that stays open. It does the least that can be done: the client
 * shares the machine with what is measured, and Java's own client would use as much of it as the
 * server. Not thread-safe.
 */
final class KeptConnection implements AutoCloseable {

  private static final int PATIENCE_MS = 10_000;
  private static final String LENGTH = "content-length:";
  private static final String CHUNKED = "transfer-encoding: chunked";

  private final Socket socket;
  private final InputStream in;
  private final String host;

  /** What came. */
  record Answer(int status, byte[] body) {}

  private KeptConnection(Socket socket, String host) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    this.host = host;
  }

  /**
   * Connects.
   *
   * @param url of the server
   */
  static KeptConnection open(String url) throws IOException {
    URI server = URI.create(url);
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    return new KeptConnection(socket, server.getAuthority());
  }

  /**
   * Asks and waits for the whole answer.
   *
   * @param target the path and the query
   * @throws IOException if there is none, or none of HTTP/1.1; the connection is of no use then
   */
  Answer get(String target, boolean compressed) throws IOException {
    String request =
        "GET "
            + target
            + " HTTP/1.1\r\nHost: "
            + host
            + (compressed ? "\r\nAccept-Encoding: gzip" : "")
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    String head = line();
    if (!head.startsWith("HTTP/1.1 ")) {
      throw new IOException("not an answer of HTTP/1.1: " + head);
    }
    int status = Integer.parseInt(head.substring(9, 12));
    int length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String name = header.toLowerCase(Locale.ROOT);
      if (name.startsWith(LENGTH)) {
        length = Integer.parseInt(name.substring(LENGTH.length()).strip());
      }
      chunked |= name.equals(CHUNKED);
    }
    return new Answer(status, chunked ? chunks() : exactly(length));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int length = chunkLength(); length > 0; length = chunkLength()) {
      body.writeBytes(exactly(length));
      requireEmpty(line());
    }
    requireEmpty(line());
    return body.toByteArray();
  }

  private int chunkLength() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private static void requireEmpty(String line) {
    if (!line.isEmpty()) {
      throw new RigException("a chunk of an answer is longer than it says");
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ends too early");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server has closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
