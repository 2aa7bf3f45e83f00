package io.signalfactory.live;

/** What a client gets next. Each item has the position to go on from after it. */
public sealed interface LiveItem {

  /** From where a client that has got this item goes on, on any instance. */
  LivePosition position();

  /**
   * Something has changed.
   *
   * @param name {@code signal} for a state that has changed, {@code retired} for a signal that is
   *     not judged any longer, {@code breach} for a transition of a breach
   * @param data the change as JSON, in one line
   */
  record Change(String name, String data, LivePosition position) implements LiveItem {}

  /**
   * The client may have missed changes, and has to load anew what it shows.
   *
   * @param reason why, as a sentence without a full stop
   */
  record Reset(String reason, LivePosition position) implements LiveItem {}

  /** Nothing has changed for a while. */
  record Quiet(LivePosition position) implements LiveItem {}
}
