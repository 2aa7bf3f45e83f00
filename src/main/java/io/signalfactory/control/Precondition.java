package io.signalfactory.control;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has to hold of the contract in force for a change to be made (RFC 9110, section 13). */
public sealed interface Precondition {

  /** Nothing has to hold. */
  Precondition NONE = new Nothing();

  /** No contract is in force: {@code If-None-Match: *}. */
  Precondition ABSENT = new Absent();

  /** Some contract is in force: {@code If-Match: *}. */
  Precondition PRESENT = new Present();

  /**
   * One of these is in force: {@code If-Match}.
   *
   * @param tags without quotes
   */
  static Precondition oneOf(Set<String> tags) {
    return new OneOf(tags);
  }

  /**
   * Whether it holds.
   *
   * @param current the contract in force; null if there is none
   */
  boolean holds(@Nullable PublishedContract current);

  /** Always holds. */
  record Nothing() implements Precondition {
    @Override
    public boolean holds(@Nullable PublishedContract current) {
      return true;
    }
  }

  /** Holds where no contract is in force. */
  record Absent() implements Precondition {
    @Override
    public boolean holds(@Nullable PublishedContract current) {
      return current == null;
    }
  }

  /** Holds where a contract is in force. */
  record Present() implements Precondition {
    @Override
    public boolean holds(@Nullable PublishedContract current) {
      return current != null;
    }
  }

  /** Holds where the contract in force has one of these tags. */
  record OneOf(Set<String> tags) implements Precondition {
    public OneOf {
      tags = Set.copyOf(tags);
    }

    @Override
    public boolean holds(@Nullable PublishedContract current) {
      return current != null && tags.contains(ContractTag.of(current.contract()).text());
    }
  }
}
