package io.signalfactory.signal;

import java.util.Map;
import java.util.function.Supplier;

/**
 * The reason and the details of a judgement, which are only put together on request: most
 * judgements are replaced a second later, and nobody ever reads them.
 *
 * <p>They may read the minutes of the dataset when they are requested, so they have to be requested
 * before anything else is counted into those minutes.
 */
final class Rationale {

  private final Supplier<String> reason;
  private final Supplier<Map<String, Object>> details;

  /**
   * @param reason as {@link #reason}
   * @param details as {@link #details}
   */
  Rationale(Supplier<String> reason, Supplier<Map<String, Object>> details) {
    this.reason = reason;
    this.details = details;
  }

  /** Why the signal is in its state, as a sentence without a full stop. */
  String reason() {
    return reason.get();
  }

  /**
   * Further values by name: JSON scalars, or maps and lists of them; whole numbers are {@link
   * Long}.
   */
  Map<String, Object> details() {
    return details.get();
  }

  /** The same details with another reason. */
  Rationale withReason(String otherReason) {
    return new Rationale(() -> otherReason, details);
  }
}
