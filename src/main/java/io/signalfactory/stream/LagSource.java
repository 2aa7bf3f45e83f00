package io.signalfactory.stream;

import io.signalfactory.signal.SourcePartition;
import java.util.OptionalLong;

/** How many records of a raw partition this instance has not read yet. */
@FunctionalInterface
interface LagSource {

  /** Nothing is ever waiting: for topologies that are driven record by record. */
  LagSource NONE = source -> OptionalLong.of(0);

  /** The lag of a raw partition; empty while it is not known. */
  OptionalLong lag(SourcePartition source);
}
