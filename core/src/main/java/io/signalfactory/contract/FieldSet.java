package io.signalfactory.contract;

import java.util.List;
import java.util.Optional;

/**
 * The declared fields of a contract.
 *
 * @param declared required fields first, then optional ones, each in the order of the document; no
 *     path is there twice
 * @param additional what to do about a field that is not declared
 */
public record FieldSet(List<Field> declared, Additional additional) {

  public FieldSet {
    declared = List.copyOf(declared);
  }

  /**
   * The declared field at {@code path}, if there is one; else the one that differs only in its
   * quotes: if {@code "service.name"} is declared, {@code service.name} can only mean that.
   */
  public Optional<Field> find(FieldPath path) {
    return findExactly(path)
        .or(
            () ->
                declared.stream()
                    .filter(field -> field.path().plain().equals(path.plain()))
                    .findFirst());
  }

  /** The field that is declared with exactly this path. */
  Optional<Field> findExactly(FieldPath path) {
    return declared.stream().filter(field -> field.path().equals(path)).findFirst();
  }

  /** What to do about an event with a field that the contract does not declare. */
  public enum Additional {
    ALLOW,
    WARN,
    FORBID
  }
}
