package io.signalfactory.contract;

import java.util.List;
import java.util.Optional;

/**
 * The fields that a contract knows.
 *
 * @param declared required fields first, then optional ones, each in the order of the document; no
 *     path twice
 * @param additional what a field that is not declared means
 */
public record FieldSet(List<Field> declared, Additional additional) {

  public FieldSet {
    declared = List.copyOf(declared);
  }

  /** The declared field at {@code path}, if there is one. */
  public Optional<Field> find(FieldPath path) {
    return declared.stream().filter(field -> field.path().equals(path)).findFirst();
  }

  /** What a field that the contract does not list means for an event. */
  public enum Additional {
    ALLOW,
    WARN,
    FORBID
  }
}
