package io.signalfactory.event;

import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.Opaque;
import io.signalfactory.time.TimeFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one event, at the slots of a {@link FieldPlan}. This is all that gates and rules
 * know of an event, whatever format its record is written in.
 *
 * <p>A field is looked up in the event's {@code payload} member first, if that is an object, and
 * then in the record itself. If a field is in both places, the payload's counts, even if it is
 * null.
 *
 * <p>Every format answers as if the event were written in JSON, so that a contract gives the same
 * answer for the same event in any format:
 *
 * <ul>
 *   <li>Text, a symbol of an enumeration and a UUID are {@link FieldKind#STRING}.
 *   <li>An integer of any width is {@link FieldKind#INTEGER}, and so is a decimal without decimal
 *       places. Any other number is {@link FieldKind#DECIMAL}; the value of a {@code double} is
 *       {@link java.math.BigDecimal#valueOf(double)}. NaN and the infinities, which JSON has no
 *       numbers for, are the texts {@code NaN}, {@code Infinity} and {@code -Infinity}.
 *   <li>A point in time or a calendar day that the format itself has a type for is {@link
 *       FieldKind#STRING}. Its value is the RFC 3339 text that {@link java.time.Instant#toString}
 *       or {@link java.time.LocalDate#toString} gives, and {@link #epochMillis} returns the time
 *       whatever its {@code format} argument is.
 *   <li>Bytes are {@link FieldKind#STRING}, and their value is their Base64 text, with padding.
 *   <li>A record, message or map is {@link FieldKind#OBJECT}, a list is {@link FieldKind#ARRAY}.
 * </ul>
 *
 * <p>An instance belongs to a {@link PayloadReader}, which uses it again for the next record, so do
 * not keep it. Not thread-safe.
 */
public interface EventFields {

  /** What {@link #epochMillis} returns if there is no time. */
  long NO_TIME = TimeFormat.NO_TIME;

  /** What {@link #textLength} and {@link #compareNumber} return if only {@link #value} can tell. */
  int NO_ANSWER = Integer.MIN_VALUE;

  /** What is in a slot. */
  FieldKind kind(int slot);

  /**
   * The value in a slot that the plan captures: a {@link String}, {@link Long} (an integer that
   * fits), {@link java.math.BigDecimal} (any other number), {@link Boolean}, or {@link Opaque} for
   * an object, an array or a number too long to evaluate.
   *
   * @return null if the field is absent or null, or if the plan does not capture the slot
   */
  @Nullable Object value(int slot);

  /**
   * Whether there is a number with a zero fraction in a slot that the plan captures: {@code 1},
   * {@code 1.0} or {@code 1e2}.
   */
  default boolean isWhole(int slot) {
    Object value = value(slot);
    return value != null && FieldType.INTEGER.accepts(value, TimeFormat.RFC3339);
  }

  /**
   * The time in a slot that the plan captures.
   *
   * @param format how the contract says that it is written
   * @return in milliseconds since the epoch; {@link #NO_TIME} if it is not a time in this format
   */
  default long epochMillis(int slot, TimeFormat format) {
    Object value = value(slot);
    return value == null ? NO_TIME : format.epochMillis(value).orElse(NO_TIME);
  }

  /**
   * The time in a slot that the plan captures, as exactly as it is written.
   *
   * @param format how the contract says that it is written
   * @return milliseconds since the epoch: a {@link Long} if they are whole, else a {@link
   *     java.math.BigDecimal}; null if it is not a time in this format
   */
  default @Nullable Object exactMillis(int slot, TimeFormat format) {
    Object value = value(slot);
    return value == null ? null : format.exactMillis(value);
  }

  /**
   * The number of code points of the text in a slot, if it can be told without making the text.
   *
   * @return {@link #NO_ANSWER} if it cannot, or if there is no text
   */
  default int textLength(int slot) {
    return NO_ANSWER;
  }

  /**
   * Compares the number in a slot with a whole number, if that can be done without making the
   * number.
   *
   * @return below, at or above 0; {@link #NO_ANSWER} if it cannot, or if there is no number
   */
  default int compareNumber(int slot, long whole) {
    return NO_ANSWER;
  }

  /**
   * Looks up the value in a slot that the plan captures, as it is written.
   *
   * @param table by the value as text
   * @return null if the table does not have it, or if the value is absent, null or {@link Opaque}
   */
  default <T> @Nullable T find(int slot, TextTable<T> table) {
    Object value = value(slot);
    return value == null || value instanceof Opaque ? null : table.find(value.toString());
  }

  /**
   * The members of the payload, or of the record if it has no payload object: those at the top, and
   * those inside objects that the plan has paths into. If there are very many, some of those that
   * the plan does not know may be left out. Empty unless the plan asks for names.
   */
  Set<MemberPath> members();

  /** Whether the record has a {@code payload} member that is an object. */
  boolean enveloped();
}
