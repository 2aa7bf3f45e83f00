package io.signalfactory.control;

import java.time.Duration;

/** A change was not made, as others changed contracts all the time. */
public final class BusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param tried for how long it was tried
   */
  BusyException(Duration tried) {
    super(
        "nothing was changed: others changed contracts for " + tried.toSeconds() + " s. Try again");
  }
}
