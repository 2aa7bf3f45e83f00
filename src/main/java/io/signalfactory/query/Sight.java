package io.signalfactory.query;

import io.signalfactory.signal.Measure;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import io.signalfactory.time.Rfc3339Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Until when an instance has seen a dataset. What is stored of it was right at that time; if that
 * is too long ago, the instance is blind to the dataset, and nobody is shown a state that may no
 * longer be true.
 *
 * @param seenAt when the dataset was last judged in a way that the cluster has confirmed
 * @param age how long ago that is
 * @param blindness why nothing newer is known, as a sentence without a full stop; null unless the
 *     instance is blind to the dataset
 */
public record Sight(Instant seenAt, Duration age, @Nullable String blindness) {

  /** The detail of a state under which a blind instance shows the state that it last knew. */
  static final String LAST_KNOWN = "last_known";

  /** The dataset is judged. */
  public static Sight clear(Instant seenAt, Duration age) {
    return new Sight(seenAt, age, null);
  }

  /** The instance is blind to the dataset, for this reason. */
  public static Sight blind(Instant seenAt, Duration age, String blindness) {
    return new Sight(seenAt, age, blindness);
  }

  /**
   * A stored state as it may be shown: as it is, or, if the instance is blind, UNKNOWN since it
   * became blind, without a value. The state that was last known is then among the details.
   */
  SignalState shown(SignalState stored) {
    if (blindness == null) {
      return stored;
    }
    boolean unknownBefore = stored.state() == State.UNKNOWN && stored.since().isBefore(seenAt);
    Map<String, Object> details = new TreeMap<>(stored.details());
    details.put(LAST_KNOWN, lastKnown(stored));
    return new SignalState(
        stored.key(),
        State.UNKNOWN,
        new Measure(null, stored.observed().unit()),
        stored.threshold(),
        null,
        unknownBefore ? stored.since() : seenAt,
        seenAt,
        stored.breachId(),
        blindness,
        details);
  }

  private Map<String, Object> lastKnown(SignalState stored) {
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("state", stored.state().name());
    Double value = stored.observed().value();
    if (value != null) {
      known.put("observed", value);
    }
    known.put("reason", stored.reason());
    known.put("since", Rfc3339Writer.format(stored.since()));
    known.put("judged_at", Rfc3339Writer.format(seenAt));
    return known;
  }
}
