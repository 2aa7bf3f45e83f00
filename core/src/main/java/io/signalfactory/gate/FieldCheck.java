package io.signalfactory.gate;

import io.signalfactory.contract.Field;
import io.signalfactory.event.EventFields;
import io.signalfactory.event.FieldKind;
import io.signalfactory.time.TimeFormat;
import org.jspecify.annotations.Nullable;

/** Checks that one field of an event is as its contract declares it. */
final class FieldCheck {

  private final Field field;
  private final int slot;
  private final Violation missing;
  private final Violation nulled;
  private final Violation mistyped;

  FieldCheck(Field field, int slot) {
    this.field = field;
    this.slot = slot;
    String path = field.path().toString();
    this.missing =
        Violation.ofField(
            ViolationCode.MISSING_REQUIRED_FIELD, Outcome.FAIL, path, "required field is absent");
    this.nulled =
        field.required()
            ? Violation.ofField(
                ViolationCode.NULL_REQUIRED_FIELD, Outcome.FAIL, path, "required field is null")
            : Violation.ofField(
                ViolationCode.WRONG_TYPE,
                Outcome.FAIL,
                path,
                "expected " + expected(field) + ", not null");
    this.mistyped =
        Violation.ofField(
            ViolationCode.WRONG_TYPE, Outcome.FAIL, path, "expected " + expected(field));
  }

  @Nullable Violation check(EventFields fields) {
    FieldKind kind = fields.kind(slot);
    return switch (kind) {
      case ABSENT -> field.required() ? missing : null;
      case NULL -> field.nullable() ? null : nulled;
      default -> fits(kind, fields) ? null : mistyped;
    };
  }

  /** Whether the check needs the value of a field and not only its kind. */
  static boolean needsValue(Field field) {
    return switch (field.type()) {
      case TIMESTAMP, DATE, INTEGER -> true;
      case STRING, NUMBER, BOOLEAN, OBJECT, ARRAY -> false;
    };
  }

  private boolean fits(FieldKind kind, EventFields fields) {
    return switch (field.type()) {
      case STRING -> kind == FieldKind.STRING;
      case INTEGER ->
          kind == FieldKind.INTEGER || (kind == FieldKind.DECIMAL && fields.isWhole(slot));
      case NUMBER -> kind == FieldKind.INTEGER || kind == FieldKind.DECIMAL;
      case BOOLEAN -> kind == FieldKind.BOOLEAN;
      case OBJECT -> kind == FieldKind.OBJECT;
      case ARRAY -> kind == FieldKind.ARRAY;
      case TIMESTAMP -> fields.epochMillis(slot, field.format()) != EventFields.NO_TIME;
      case DATE -> {
        Object value = fields.value(slot);
        yield value != null && field.type().accepts(value, field.format());
      }
    };
  }

  private static String expected(Field field) {
    return switch (field.type()) {
      case INTEGER -> "a number without fraction";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case STRING -> "text";
      case DATE -> "a date such as 2026-01-14";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case TIMESTAMP -> expectedTime(field.format());
    };
  }

  private static String expectedTime(TimeFormat format) {
    return switch (format) {
      case RFC3339 -> "a time such as 2026-01-14T12:34:56Z (RFC 3339)";
      case EPOCH_SECONDS -> "a time as seconds since 1970 (number)";
      case EPOCH_MILLIS -> "a time as milliseconds since 1970 (number)";
    };
  }
}
