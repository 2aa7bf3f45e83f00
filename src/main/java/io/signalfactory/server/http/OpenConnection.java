package io.signalfactory.server.http;

import java.time.Duration;
import java.util.Optional;

/** What one open connection is doing, and since when. Thread-safe. */
final class OpenConnection {

  private final ClientAddress client;
  private final Wire wire;
  private Phase phase = Phase.IDLE;
  private long since;
  private long bytesOfEarlierRequests;

  /**
   * @param client who it is from
   * @param wire the connection itself
   * @param now the time, in nanoseconds
   */
  OpenConnection(ClientAddress client, Wire wire, long now) {
    this.client = client;
    this.wire = wire;
    this.since = now;
  }

  ClientAddress client() {
    return client;
  }

  /** The headers of a request are there. */
  synchronized void headArrived(boolean withBody, long now) {
    enter(withBody ? Phase.BODY : Phase.WORK, now);
  }

  /** The body of the request is there. */
  synchronized void bodyArrived(long now) {
    if (phase == Phase.BODY) {
      enter(Phase.WORK, now);
    }
  }

  /** The first part of the answer is being written. */
  synchronized void answerBegins(long now) {
    if (phase != Phase.ANSWER) {
      enter(Phase.ANSWER, now);
    }
  }

  /** An answer begins that is written over time. */
  synchronized void streamBegins(long now) {
    if (phase != Phase.STREAM) {
      enter(Phase.STREAM, now);
    }
  }

  /** The client has the answer. */
  synchronized void answered(long now) {
    bytesOfEarlierRequests = wire.bytesIn();
    enter(Phase.IDLE, now);
  }

  /**
   * Why the connection has to be closed, as its client takes too long; empty if it need not be.
   *
   * @param othersWait whether requests of others wait for a thread
   */
  synchronized Optional<Closing> overdue(ConnectionLimits limits, boolean othersWait, long now) {
    if (phase == Phase.IDLE && wire.bytesIn() > bytesOfEarlierRequests) {
      enter(Phase.HEAD, now);
    }
    return switch (phase) {
      case IDLE, WORK, STREAM -> Optional.empty();
      case HEAD -> after(limits.head(), now, Closing.SLOW_HEAD);
      case BODY -> after(limits.body(), now, Closing.SLOW_BODY);
      case ANSWER ->
          after(
              othersWait ? limits.answerWhileOthersWait() : limits.answer(),
              now,
              Closing.SLOW_READER);
    };
  }

  private Optional<Closing> after(Duration limit, long now, Closing closing) {
    return now - since > limit.toNanos() ? Optional.of(closing) : Optional.empty();
  }

  /** Whether nothing is lost but time if it is closed: no request has arrived in full. */
  synchronized boolean canGiveWay() {
    return phase == Phase.IDLE || phase == Phase.HEAD;
  }

  /** Since when it is in its phase, in nanoseconds. */
  synchronized long since() {
    return since;
  }

  /** Closes the connection. */
  void close(Closing closing) {
    wire.close(closing);
  }

  private void enter(Phase next, long now) {
    phase = next;
    since = now;
  }

  /** What a connection is doing. */
  private enum Phase {
    /** Nothing of a request has arrived. */
    IDLE,
    /** The headers are arriving. */
    HEAD,
    /** The body is arriving. */
    BODY,
    /** We have the request, and the client waits. */
    WORK,
    /** We write the answer, and the client has to read it. */
    ANSWER,
    /** We write the answer whenever there is something to write; it bounds itself what waits. */
    STREAM
  }

  /** Why we close a connection. */
  enum Closing {
    /** The headers took too long. */
    SLOW_HEAD,
    /** The body took too long. */
    SLOW_BODY,
    /** The client does not read its answer. */
    SLOW_READER,
    /** It gives way to a new connection. */
    CROWDED
  }

  /** The connection itself. */
  interface Wire {
    /** How many bytes have arrived since it was opened. */
    long bytesIn();

    /** Closes it; nothing happens if it is closed. */
    void close(Closing closing);
  }
}
