package io.signalfactory.signal;

/** Whether the records of a dataset have been read far enough to judge it. */
public sealed interface ObserverProgress {

  /** The only instance of {@link CaughtUp}. */
  ObserverProgress CAUGHT_UP = new CaughtUp();

  /** Every raw partition has been read up to a few seconds ago. */
  record CaughtUp() implements ObserverProgress {}

  /**
   * A raw partition is behind: records may have arrived that were not read yet, so missing events
   * prove nothing.
   *
   * @param reason why, as text for people: {@code raw.orders.events-3 is being restored}
   */
  record Behind(String reason) implements ObserverProgress {}
}
