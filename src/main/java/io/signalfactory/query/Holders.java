package io.signalfactory.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which instances hold a partition, as the last assignment has it.
 *
 * @param active the instance that judges its datasets; null if none is known
 * @param standbys the instances that keep a copy
 */
public record Holders(@Nullable Address active, List<Address> standbys) {

  public Holders {
    standbys = List.copyOf(standbys);
  }
}
