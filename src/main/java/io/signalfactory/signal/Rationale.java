package io.signalfactory.signal;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Why a judgement is what it is, and more of what is known. It is put into words when somebody
 * asks: of most judgements nobody does, as the next one follows a second later.
 *
 * <p>The words may depend on the dataset's minutes as they are when they are asked for: ask before
 * anything is counted into them again.
 */
final class Rationale {

  private final Supplier<String> reason;
  private final Supplier<Map<String, Object>> details;

  /**
   * An rationale that is put into words later.
   *
   * @param reason as {@link #reason}
   * @param details as {@link #details}
   */
  Rationale(Supplier<String> reason, Supplier<Map<String, Object>> details) {
    this.reason = reason;
    this.details = details;
  }

  /** An rationale that is in words already. */
  static Rationale of(String reason, Map<String, Object> details) {
    return new Rationale(() -> reason, () -> details);
  }

  /** Why, in a sentence without a full stop. */
  String reason() {
    return reason.get();
  }

  /**
   * More of what is known: JSON scalars, or maps and lists of them, by name; whole numbers as
   * {@link Long}.
   */
  Map<String, Object> details() {
    return details.get();
  }

  /** The same details for another reason. */
  Rationale withReason(String otherReason) {
    return new Rationale(() -> otherReason, details);
  }
}
