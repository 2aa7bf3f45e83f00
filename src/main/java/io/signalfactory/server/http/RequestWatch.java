package io.signalfactory.server.http;

import jakarta.servlet.ServletRequest;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Tells the guard how far each request has come. */
final class RequestWatch extends Handler.Wrapper {

  private static final String STREAM = RequestWatch.class.getName() + ".stream";

  private static final String ARRIVED = RequestWatch.class.getName() + ".arrived";

  private final ConnectionGuard guard;

  RequestWatch(ConnectionGuard guard) {
    this.guard = guard;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    request.setAttribute(ARRIVED, guard.now());
    OpenConnection connection = guard.of(request.getConnectionMetaData().getConnection());
    if (connection == null) {
      return super.handle(request, response, callback);
    }
    boolean withBody =
        request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    connection.headArrived(withBody, guard.now());
    Request.addCompletionListener(request, failure -> connection.answered(guard.now()));
    Request watched = new WatchedRequest(request, connection);
    return super.handle(watched, new WatchedResponse(watched, response, connection), callback);
  }

  /** Notes that the answer to a request is written over time, so it takes as long as it takes. */
  static void isStream(ServletRequest request) {
    request.setAttribute(STREAM, true);
  }

  /** When the headers of a request had arrived, in nanoseconds; it may have waited since. */
  static long arrivedAt(ServletRequest request) {
    if (request.getAttribute(ARRIVED) instanceof Long nanos) {
      return nanos;
    }
    throw new IllegalStateException("a request has come past the watch");
  }

  /** Notices the end of the body. */
  private final class WatchedRequest extends Request.Wrapper {
    private final OpenConnection connection;

    WatchedRequest(Request request, OpenConnection connection) {
      super(request);
      this.connection = connection;
    }

    @Override
    public Content.@Nullable Chunk read() {
      Content.Chunk chunk = super.read();
      if (chunk != null && chunk.isLast()) {
        connection.bodyArrived(guard.now());
      }
      return chunk;
    }
  }

  /** Notices the beginning of the answer. */
  private final class WatchedResponse extends Response.Wrapper {
    private final OpenConnection connection;

    WatchedResponse(Request request, Response response, OpenConnection connection) {
      super(request, response);
      this.connection = connection;
    }

    @Override
    public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
      if (getRequest().getAttribute(STREAM) == null) {
        connection.answerBegins(guard.now());
      } else {
        connection.streamBegins(guard.now());
      }
      super.write(last, content, callback);
    }
  }
}
