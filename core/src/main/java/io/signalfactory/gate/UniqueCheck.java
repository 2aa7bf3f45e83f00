package io.signalfactory.gate;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.event.EventFields;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A unique rule with the slots of its fields.
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
   * Reads the key of an event into a hasher.
   *
   * @return {@link KeyReading#NULL} if one of the fields is null or absent; as in SQL, such an
   *     event is a duplicate of no other
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

  /** The violation of an event with an unusable key, which does not fail the event. */
  Violation unusableKey() {
    return rule.failedToEvaluate(
        "expected text, a number, true or false in each of "
            + fields.stream().map(FieldPath::toString).collect(Collectors.joining(", ")));
  }

  /** The result of reading a key. */
  enum KeyReading {
    COMPLETE,
    NULL,
    /** A field is an object, an array, or a number of too many digits. */
    UNUSABLE
  }
}
