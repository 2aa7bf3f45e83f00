package io.signalfactory.tally;

/**
 * What an event can have that makes its dataset more ready to be relied on. An {@link Observation}
 * has its marks as bits of one number.
 */
public enum Mark {
  /** The record names the service that sent it. */
  NAMED(0),
  /** The contract or the configuration names the service that sent it. */
  MAPPED(1),
  /** The event has a time of its own that can be read and is plausible. */
  TIMED(2),
  /** The record names the trace that it belongs to. */
  TRACED(3),
  /** A contract was in force for it. */
  CONTRACTED(4),
  /** It met the fields of the contract in force. */
  CONFORMING(5),
  /** A quality rule was evaluated on it. */
  RULED(6),
  /** It kept every quality rule that was evaluated on it, and there was one. */
  SOUND(7);

  private final int place;

  Mark(int place) {
    this.place = place;
  }

  /** The bit that stands for this mark. */
  public int bit() {
    return 1 << place;
  }

  /** The place of its bit, from 0. */
  int place() {
    return place;
  }

  /** The bit that stands for this mark, or 0 if an event does not have it. */
  public int bitIf(boolean has) {
    return has ? bit() : 0;
  }
}
