package io.signalfactory.signal;

/** Whether what is known of a dataset is up to date enough to judge it. */
public sealed interface ObserverProgress {

  /** Everything that had arrived has been read. */
  ObserverProgress CAUGHT_UP = new CaughtUp();

  /** Everything that had arrived has been read. */
  record CaughtUp() implements ObserverProgress {}

  /**
   * Records have arrived that were not read yet, so silence proves nothing.
   *
   * @param reason why, for people: {@code raw.orders.events-3 is being restored}
   */
  record Behind(String reason) implements ObserverProgress {}
}
