package io.signalfactory.stream;

import io.signalfactory.query.Placement;
import io.signalfactory.query.Slice;
import java.util.stream.IntStream;

/** Whole lists. */
final class EverySlice {

  private EverySlice() {}

  static Slice of(Placement placement) {
    return Slice.all(IntStream.range(0, placement.partitions()).boxed().toList());
  }
}
