package io.signalfactory.backtest;

import java.time.Instant;

/** Is called while a backtest runs. */
public interface Watcher {

  /**
   * A breach was opened, updated or resolved.
   *
   * @param json the value of the record in the breaches topic
   */
  void breach(byte[] json);

  /**
   * Another minute of the history has passed.
   *
   * @param now the time of the history's clock
   * @param share how much of the history has been read, 0 to 1; NaN if that is not known
   * @return whether to go on
   */
  boolean at(Instant now, double share);
}
