package io.signalfactory.server.http;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Writes a problem document for requests that Jetty refuses before any route sees them. */
final class HttpLayerProblems implements Request.Handler {

  private static final int SERVER_ERRORS = 500;

  @Override
  public boolean handle(
      Request request, org.eclipse.jetty.server.Response jettyResponse, Callback callback) {
    String path = Objects.requireNonNullElse(request.getHttpURI().getPath(), "/");
    Response response = response(request, jettyResponse.getStatus(), path);
    jettyResponse.setStatus(response.status());
    jettyResponse.getHeaders().put(HttpHeader.CONTENT_TYPE, response.contentType());
    response.headers().forEach(jettyResponse.getHeaders()::put);
    jettyResponse.write(true, ByteBuffer.wrap(response.body()), callback);
    return true;
  }

  private static Response response(Request request, int status, String path) {
    Object failure = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    if (failure instanceof HttpException refusal) {
      return refused(refusal.getCode(), refusal.getReason(), path);
    }
    // Neither a client that is gone nor one that waited too long for a thread is a fault of ours.
    boolean expected = failure instanceof EofException || failure instanceof TimeoutException;
    if (status >= SERVER_ERRORS && failure instanceof Throwable fault && !expected) {
      return ActionRunner.failure(request.getMethod(), path, fault);
    }
    Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
    return refused(status, message == null ? null : message.toString(), path);
  }

  private static Response refused(int status, @Nullable String why, String path) {
    return Response.problem(
        Problem.refused(status, why == null ? "the request is not valid HTTP" : why), path);
  }
}
