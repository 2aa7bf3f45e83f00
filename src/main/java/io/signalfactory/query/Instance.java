package io.signalfactory.query;

/** What the server needs of the application that it stands before. Thread-safe. */
public interface Instance {

  /** Whether it may go on to live: false once it has failed or stopped. */
  boolean alive();

  /** Whether it can answer queries. */
  boolean ready();

  /** What it does now, for people: {@code RUNNING}. */
  String state();

  /** Where answers come from. */
  SignalStores signals();
}
