package io.signalfactory.rule;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldType;
import io.signalfactory.event.EventFields;
import io.signalfactory.time.TimeFormat;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The fields that a rule may name, with their slots and types. */
@FunctionalInterface
public interface RuleScope {

  /** The field at a path; empty if the contract does not declare it. */
  Optional<Variable> find(FieldPath path);

  /** The fields to suggest if a condition names an unknown one; may be empty. */
  default Collection<FieldPath> known() {
    return List.of();
  }

  /**
   * A field that a rule can name.
   *
   * @param slot its slot in {@link EventFields}
   * @param type its declared type
   * @param format how its values are written, if it is a timestamp
   */
  record Variable(int slot, FieldType type, TimeFormat format) {}
}
