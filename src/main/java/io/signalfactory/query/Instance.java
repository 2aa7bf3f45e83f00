package io.signalfactory.query;

/** One running instance of the application: its health, and the queries that it answers. */
public interface Instance {

  /** Whether the instance can go on: false once it has failed or stopped, and then for good. */
  boolean alive();

  /** Whether the instance answers queries now, and if not, why and since when. */
  Readiness readiness();

  /** What the instance is doing, for people and not for programs: {@code RUNNING}. */
  String state();

  /** Where datasets are, on this instance and on others. */
  Placement placement();

  /** What it says of itself; it does so in every state. */
  InstanceReport report();

  /** The queries that it answers; they throw {@link NotReadyException} while it is not ready. */
  Queries queries();

  /**
   * How far the instance has read the topics that every instance reads.
   *
   * @throws NotReadyException while it does not read
   */
  ReadProgress readProgress();
}
