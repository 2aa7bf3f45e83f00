package io.signalfactory.server.http;

/** Who may make a call. */
public enum Access {
  /** Everybody: health, the page, the description of the API. */
  OPEN,
  /** Who may read: a read token or a write token, unless reads are public. */
  READ,
  /** Who may change something: a write token. */
  WRITE,
  /** Other instances of the application only: a peer token. */
  PEER
}
