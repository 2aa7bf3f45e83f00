package io.signalfactory.checklist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who reads the breaches topic.
 *
 * @param groups the consumer groups that have a member reading it now
 * @param unknownBecause why the cluster could not be asked for groups; null if it was
 */
public record Readers(List<String> groups, @Nullable String unknownBecause) {

  public Readers {
    groups = List.copyOf(groups);
  }
}
