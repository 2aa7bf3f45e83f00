package io.signalfactory.gate;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.QualityRule;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * A rule that no two events have the same key. One event alone gives only its key; whether the key
 * was seen before is decided elsewhere, where keys are stored.
 *
 * @param id identifies the rule: 64 bits of a hash of its dataset, topic, name, fields, time and
 *     scope. If one of these changes, no earlier event counts any more
 * @param name the rule's name
 * @param withinMs how far back an event with the same key counts, in milliseconds
 * @param scope where such an event is looked for
 * @param repeated the violation of an event whose key was seen before
 */
public record UniqueRule(
    long id, String name, long withinMs, QualityRule.Scope scope, Violation repeated) {

  /** The rule as part of its contract. */
  public static UniqueRule of(Contract contract, QualityRule.Unique rule) {
    Outcome outcome = rule.severity() == QualityRule.Severity.WARN ? Outcome.WARN : Outcome.FAIL;
    String fields =
        rule.fields().stream().map(FieldPath::toString).collect(Collectors.joining(", "));
    Violation repeated =
        new Violation(
            ViolationCode.DUPLICATE,
            outcome,
            null,
            rule.name(),
            "expected no other event with the same " + fields + " within " + span(rule.within()));
    return new UniqueRule(
        id(contract, rule), rule.name(), rule.within().toMillis(), rule.scope(), repeated);
  }

  private static long id(Contract contract, QualityRule.Unique rule) {
    HashStream64 stream = Hashing.xxh3_64().hashStream();
    stream
        .putString(contract.urn())
        .putString(contract.dataset().topic())
        .putString(rule.name())
        .putLong(rule.within().toMillis())
        .putString(rule.scope().name());
    rule.fields().forEach(field -> stream.putString(field.toString()));
    return stream.getAsLong();
  }

  /** The time in the largest unit that needs no fraction: {@code 24 h}. */
  private static String span(Duration within) {
    long seconds = within.toSeconds();
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  Violation failedToEvaluate(String why) {
    return new Violation(ViolationCode.RULE_ERROR, Outcome.WARN, null, name, why);
  }
}
