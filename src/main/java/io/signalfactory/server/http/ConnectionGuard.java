package io.signalfactory.server.http;

import io.signalfactory.server.http.OpenConnection.Closing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that would keep others from being answered: those whose clients take too long,
 * and those that wait while there are too many. Jetty's own time-out starts again with every byte.
 */
final class ConnectionGuard implements Connection.Listener {

  private static final long LOOK_EVERY_MS = 250;

  private final ConnectionTable table;
  private final ClosedConnections closed;
  private final LongSupplier nanoClock;
  private final Map<Connection, OpenConnection> open = new ConcurrentHashMap<>();

  ConnectionGuard(ConnectionLimits limits, ClosedConnections closed, LongSupplier nanoClock) {
    this.table = new ConnectionTable(limits);
    this.closed = closed;
    this.nanoClock = nanoClock;
  }

  /**
   * Looks after the connections from now on, until the scheduler stops.
   *
   * @param othersWait whether requests wait for a thread
   */
  void start(Scheduler scheduler, BooleanSupplier othersWait) {
    scheduler.schedule(
        () -> {
          look(othersWait.getAsBoolean());
          if (scheduler.isRunning()) {
            start(scheduler, othersWait);
          }
        },
        LOOK_EVERY_MS,
        TimeUnit.MILLISECONDS);
  }

  private void look(boolean othersWait) {
    long now = nanoClock.getAsLong();
    table.overdue(othersWait, now).forEach(this::close);
    closed.log(now);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection) {
      // What is inside it is opened at the same time, and that is what carries requests.
      return;
    }
    OpenConnection opened =
        new OpenConnection(
            ClientAddress.of(connection.getEndPoint().getRemoteSocketAddress()),
            new JettyWire(connection),
            nanoClock.getAsLong());
    open.put(connection, opened);
    table.opened(opened).ifPresent(leaving -> close(leaving, Closing.CROWDED));
  }

  @Override
  public void onClosed(Connection connection) {
    OpenConnection gone = open.remove(connection);
    if (gone != null) {
      table.closed(gone);
    }
  }

  private void close(OpenConnection connection, Closing closing) {
    table.closed(connection);
    closed.add(connection.client(), closing);
    connection.close(closing);
  }

  /** What is known of a connection; null if it is closed. */
  @Nullable OpenConnection of(Connection connection) {
    return open.get(connection);
  }

  /** How many requests the client of a connection has here; 0 if the connection is closed. */
  int requestsOfClient(Connection connection) {
    OpenConnection known = open.get(connection);
    return known == null ? 0 : table.requestsOf(known.client());
  }

  long now() {
    return nanoClock.getAsLong();
  }

  /** A connection of Jetty's. */
  private record JettyWire(Connection connection) implements OpenConnection.Wire {

    private static final int TIMEOUT = 408;

    @Override
    public long bytesIn() {
      return connection.getBytesIn();
    }

    @Override
    public void close(Closing closing) {
      EndPoint endPoint = connection.getEndPoint();
      if (closing == Closing.SLOW_HEAD) {
        // Nothing has been written for this request, so an answer can still be.
        endPoint.write(Callback.from(endPoint::close, failure -> endPoint.close()), answer());
      } else {
        // As if the client had gone: nobody has to look into it.
        endPoint.close(new EofException(closing.toString()));
      }
    }

    private static ByteBuffer answer() {
      Response response =
          Response.problem(
              Problem.refused(TIMEOUT, "the headers took too long: send them in one piece"), "/");
      String head =
          "HTTP/1.1 408 Request Timeout\r\nContent-Type: "
              + response.contentType()
              + "\r\nContent-Length: "
              + response.body().length
              + "\r\nConnection: close\r\n\r\n";
      byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
      return ByteBuffer.allocate(headBytes.length + response.body().length)
          .put(headBytes)
          .put(response.body())
          .flip();
    }
  }
}
