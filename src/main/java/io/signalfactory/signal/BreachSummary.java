package io.signalfactory.signal;

import io.signalfactory.deployment.Deployment;
import io.signalfactory.gate.ViolationCode;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.text.Wording;
import io.signalfactory.time.ClockText;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The summary of a breach, one sentence: what was observed, what is required, and which service
 * breaks it, how, and since when. If the cause came with a deployment or with a new version of the
 * service, it says so.
 */
final class BreachSummary {

  /** A cause that begins this soon after a new version counts as beginning with it. */
  private static final Duration WITH_THE_VERSION = Duration.ofMinutes(1);

  private BreachSummary() {}

  /**
   * The summary of a breach that is open, for example {@code 81.0 % of events passed in the last
   * hour, 95 % required: orders-svc v3.18 leaves out customer_id since 12:31:07 UTC}.
   */
  static String open(Judgement judgement, Explanation explanation, Instant now) {
    if (!explanation.causes().isEmpty()) {
      return judgement.reason() + ": " + blame(explanation, now);
    }
    Deployment deployment = explanation.deployment();
    return deployment == null
        ? judgement.reason()
        : judgement.reason() + ", since " + named(deployment, now);
  }

  /** The summary of a breach that is resolved: {@code resolved after 3 min: …}. */
  static String resolved(Duration lasted, String reason) {
    return "resolved after " + Wording.span(lasted) + ": " + reason;
  }

  private static String blame(Explanation explanation, Instant now) {
    Cause cause = explanation.causes().get(0);
    Deployment deployment = explanation.deployment();
    return sender(cause.key())
        + " "
        + behaviour(cause.key())
        + " since "
        + (deployment == null
            ? since(cause, explanation.versionAppeared(), now)
            : named(deployment, now));
  }

  private static String named(Deployment deployment, Instant now) {
    return "the deployment of "
        + deployment.service()
        + " "
        + deployment.version()
        + " at "
        + ClockText.seconds(deployment.deployedAt(), now);
  }

  private static String since(Cause cause, @Nullable Instant versionAppeared, Instant now) {
    String began = ClockText.seconds(cause.firstSeen(), now);
    if (versionAppeared == null) {
      return began;
    }
    String appeared =
        cause.key().version() + " appeared at " + ClockText.seconds(versionAppeared, now);
    boolean withTheVersion = cause.firstSeen().isBefore(versionAppeared.plus(WITH_THE_VERSION));
    return withTheVersion ? appeared : began + ", after " + appeared;
  }

  private static String sender(CauseKey key) {
    if (key.service() == null) {
      return "an unknown producer";
    }
    return key.version() == null ? key.service() : key.service() + " " + key.version();
  }

  private static String behaviour(CauseKey key) {
    return known(key.code())
        .map(code -> behaviour(code, key.field(), key.rule()))
        .orElseGet(() -> behaviourOfUnknownCode(key));
  }

  /** The code of that name; empty for one that only a newer release knows. */
  private static Optional<ViolationCode> known(String name) {
    return Arrays.stream(ViolationCode.values())
        .filter(code -> code.name().equals(name))
        .findFirst();
  }

  private static String behaviour(
      ViolationCode code, @Nullable String fieldName, @Nullable String ruleName) {
    String field = Objects.requireNonNullElse(fieldName, "a field");
    String rule = ruleName == null ? "a rule" : "rule " + ruleName;
    return switch (code) {
      case UNRESOLVED_DATASET -> "sends records of an unknown dataset";
      case AMBIGUOUS_DATASET -> "sends records that match several datasets";
      case PRODUCER_UNKNOWN -> "sends records without naming itself";
      case PRODUCER_FROM_MAPPING -> "is named only by the mapping of its topic";
      case SCHEMA_UNKNOWN -> "uses a schema that the registry does not know";
      case SCHEMA_MISMATCH -> "sends records that do not match their schema";
      case SCHEMA_SUBJECT_MISMATCH -> "uses the schema of another subject";
      case REGISTRY_UNAVAILABLE -> "sends records whose schema the registry could not provide";
      case UNDECODABLE -> "sends records that cannot be decoded";
      case MALFORMED_PAYLOAD -> "sends unreadable JSON";
      case MISSING_REQUIRED_FIELD -> "leaves out " + field;
      case NULL_REQUIRED_FIELD -> "sends " + field + " as null";
      case WRONG_TYPE -> "sends " + field + " with the wrong type";
      case UNKNOWN_FIELD ->
          "adds "
              + Objects.requireNonNullElse(fieldName, "a field that the contract does not know");
      case RULE_FAILED -> "breaks " + rule;
      case RULE_ERROR -> "sends values on which " + rule + " cannot be evaluated";
      case DUPLICATE ->
          ruleName == null ? "sends duplicates" : "breaks " + rule + " with duplicates";
      case EVENT_TIME_MISSING -> "sends no event time";
      case EVENT_TIME_INVALID -> "sends event times that cannot be read";
      case EVENT_TIME_IN_FUTURE -> "sends event times in the future";
      case EVENT_TIME_TOO_OLD -> "sends events that are too old";
      case RECORD_TIME_IMPLAUSIBLE -> "gives its records wrong timestamps";
    };
  }

  private static String behaviourOfUnknownCode(CauseKey key) {
    return "fails with " + key.code() + (key.field() == null ? "" : " on " + key.field());
  }
}
