package io.signalfactory.rule;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldType;
import io.signalfactory.event.EventFields;
import io.signalfactory.time.TimeFormat;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The fields that a rule may name, where their values will be, and their types. */
@FunctionalInterface
public interface RuleScope {

  /** The field at {@code path}, or empty if the contract does not know it. */
  Optional<Variable> find(FieldPath path);

  /** The fields to suggest where a condition names an unknown one; may be empty. */
  default Collection<FieldPath> known() {
    return List.of();
  }

  /**
   * A field as a rule sees it.
   *
   * @param slot where its value is in {@link EventFields}
   * @param type its declared type
   * @param format how it is written, if it is a timestamp
   */
  record Variable(int slot, FieldType type, TimeFormat format) {}
}
