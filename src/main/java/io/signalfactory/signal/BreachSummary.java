package io.signalfactory.signal;

import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.text.Wording;
import io.signalfactory.time.ClockText;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The sentence that a breach is told in: what was observed, what is required, and who breaks it how
 * since when, and with which new version if it came with one.
 */
final class BreachSummary {

  private static final Duration AT_ONCE = Duration.ofMinutes(1);

  private BreachSummary() {}

  /** Of a breach that opens or goes on: {@code 81.0 % of events passed …: orders-svc v3.18 …}. */
  static String open(Judgement judgement, Explanation explanation, Instant now) {
    return explanation.causes().isEmpty()
        ? judgement.reason()
        : judgement.reason()
            + ": "
            + told(explanation.causes().get(0), explanation.versionAppeared(), now);
  }

  /** Of one that is over: {@code resolved after 3 min: …}. */
  static String resolved(Duration lasted, String how) {
    return "resolved after " + Wording.span(lasted) + ": " + how;
  }

  private static String told(Cause cause, @Nullable Instant versionAppeared, Instant now) {
    return who(cause.key())
        + " "
        + does(cause.key())
        + " since "
        + since(cause, versionAppeared, now);
  }

  private static String since(Cause cause, @Nullable Instant versionAppeared, Instant now) {
    String began = ClockText.seconds(cause.firstSeen(), now);
    if (versionAppeared == null) {
      return began;
    }
    String appeared =
        cause.key().version() + " appeared at " + ClockText.seconds(versionAppeared, now);
    // with the first records of the version, as far as that can be told from its sparse ones
    boolean atOnce = cause.firstSeen().isBefore(versionAppeared.plus(AT_ONCE));
    return atOnce ? appeared : began + ", after " + appeared;
  }

  private static String who(CauseKey key) {
    if (key.service() == null) {
      return "an unknown producer";
    }
    return key.version() == null ? key.service() : key.service() + " " + key.version();
  }

  private static String does(CauseKey key) {
    String field = or(key.field(), "a field");
    String rule = key.rule() == null ? "a rule" : "rule " + key.rule();
    return switch (key.code()) {
      case "MISSING_REQUIRED_FIELD" -> "leaves out " + field;
      case "NULL_REQUIRED_FIELD" -> "sends " + field + " as null";
      case "WRONG_TYPE" -> "sends " + field + " with the wrong type";
      case "UNKNOWN_FIELD" -> "adds " + or(key.field(), "a field that the contract does not know");
      case "MALFORMED_PAYLOAD" -> "sends unreadable JSON";
      case "RULE_FAILED" -> "breaks " + rule;
      case "RULE_ERROR" -> "sends values that " + rule + " cannot be evaluated on";
      case "DUPLICATE" -> "sends duplicates" + (key.rule() == null ? "" : " against " + rule);
      case "EVENT_TIME_MISSING" -> "sends no event time";
      case "EVENT_TIME_INVALID" -> "sends event times that cannot be read";
      case "EVENT_TIME_IN_FUTURE" -> "sends event times in the future";
      case "EVENT_TIME_TOO_OLD" -> "sends events that are too old";
      case "UNRESOLVED_DATASET" -> "sends records of no known dataset";
      case "AMBIGUOUS_DATASET" -> "sends records that match several datasets";
      case "PRODUCER_UNKNOWN" -> "sends records without naming itself";
      case "SCHEMA_UNKNOWN" -> "uses a schema that the registry does not know";
      case "SCHEMA_MISMATCH" -> "does not keep to its schema";
      case "SCHEMA_SUBJECT_MISMATCH" -> "uses the schema of another subject";
      case "UNDECODABLE" -> "sends records that cannot be decoded";
      default -> "fails with " + key.code() + (key.field() == null ? "" : " on " + key.field());
    };
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
