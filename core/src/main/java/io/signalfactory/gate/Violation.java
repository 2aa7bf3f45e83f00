package io.signalfactory.gate;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a record. It never has the value of a field.
 *
 * @param code what is wrong
 * @param outcome how bad it is: WARN or FAIL
 * @param field the path of the field it is about; null for none
 * @param rule the quality rule that it breaks; null for none
 * @param message what was expected
 */
public record Violation(
    ViolationCode code,
    Outcome outcome,
    @Nullable String field,
    @Nullable String rule,
    String message) {

  static Violation of(ViolationCode code, Outcome outcome, String message) {
    return new Violation(code, outcome, null, null, message);
  }

  static Violation ofField(ViolationCode code, Outcome outcome, String field, String message) {
    return new Violation(code, outcome, field, null, message);
  }
}
