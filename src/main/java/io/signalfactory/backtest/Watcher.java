package io.signalfactory.backtest;

import java.time.Instant;

/** Looks on while a backtest runs. */
public interface Watcher {

  /**
   * A breach opened, changed or ended.
   *
   * @param json the value that the breaches topic would have
   */
  void breach(byte[] json);

  /**
   * Called for every minute of the history.
   *
   * @param now the history's clock
   * @param share how much of the history has been read, 0 to 1; NaN where that is not known
   * @return whether to go on
   */
  boolean at(Instant now, double share);
}
