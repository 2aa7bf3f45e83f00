package io.signalfactory.server.http;

/**
 * Takes the body of a client that was gone before it began: whoever writes it learns so at once.
 */
final class GoneClient implements StreamSink {

  @Override
  public boolean offer(byte[] bytes) {
    return false;
  }

  @Override
  public void end() {
    // It has ended.
  }

  @Override
  public void onEnd(Runnable action) {
    action.run();
  }
}
