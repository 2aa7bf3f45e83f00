package io.signalfactory.query;

/** What an instance has of a partition at this moment. */
public enum Holding {
  /** It judges the datasets of the partition, and all of its stores are there. */
  ACTIVE,

  /** It has a copy that is known to have been complete a while ago. */
  COPY,

  /** It has nothing that it may answer from. */
  NONE
}
