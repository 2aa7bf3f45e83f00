package io.signalfactory.gate;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.event.EventFields;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A unique rule and where its fields are.
 *
 * @param rule the rule
 * @param fields the paths of its fields
 * @param slots their slots, in the same order
 */
record UniqueCheck(UniqueRule rule, List<FieldPath> fields, List<Integer> slots) {

  UniqueCheck {
    fields = List.copyOf(fields);
    slots = List.copyOf(slots);
  }

  /**
   * Puts the event's key into a hasher.
   *
   * @return what became of it: {@link KeyReading#NULL} where one of the fields is null or absent,
   *     and as in SQL such an event repeats no other
   */
  KeyReading key(EventFields event, KeyHasher hasher) {
    hasher.begin();
    boolean complete = true;
    for (int i = 0; i < slots.size(); i++) {
      Object value = event.value(slots.get(i));
      if (value == null) {
        complete = false;
      } else if (!hasher.add(value)) {
        return KeyReading.UNUSABLE;
      }
    }
    return complete ? KeyReading.COMPLETE : KeyReading.NULL;
  }

  /** The violation of an event that the rule has no answer for, which is held against nobody. */
  Violation unusableKey() {
    return rule.failedToEvaluate(
        "expected text, a number, true or false in each of "
            + fields.stream().map(FieldPath::toString).collect(Collectors.joining(", ")));
  }

  /** What a rule says of one event by itself. */
  enum KeyReading {
    COMPLETE,
    NULL,
    /** A field holds an object, an array, or a number of too many digits. */
    UNUSABLE
  }
}
