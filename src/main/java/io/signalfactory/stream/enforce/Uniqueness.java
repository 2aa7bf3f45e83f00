package io.signalfactory.stream.enforce;

import io.signalfactory.contract.QualityRule.Scope;
import io.signalfactory.event.RawRecord;
import io.signalfactory.gate.KeyClaim;
import io.signalfactory.gate.KeyHash;
import io.signalfactory.gate.ProducerIdentity;
import io.signalfactory.gate.UniqueRule;
import io.signalfactory.gate.Verdict;
import io.signalfactory.stream.unique.UniqueKeys;
import io.signalfactory.unique.KeyHistory;
import io.signalfactory.unique.KeySighting;
import io.signalfactory.unique.UniqueClaim;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The unique rules in an ENFORCE task: judges those with {@code scope: partition}, and makes claims
 * for UNIQUE of those with {@code scope: dataset}.
 */
final class Uniqueness {

  private static final long MINUTE_MS = 60_000;

  private final Observations observations;
  private final UniqueKeys keys;
  private final Deque<Claim> pending = new ArrayDeque<>();

  Uniqueness(KeyValueStore<Bytes, byte[]> store, Observations observations) {
    this.observations = observations;
    this.keys = new UniqueKeys(store, UniqueKeys.Lateness.NONE);
  }

  /** The verdict with its rules of {@code scope: partition} judged. */
  Verdict settle(Verdict verdict) {
    List<KeyClaim> repeated = List.of();
    List<KeyClaim> claims = verdict.claims();
    for (int i = 0; i < claims.size(); i++) {
      KeyClaim claim = claims.get(i);
      if (claim.rule().scope() == Scope.PARTITION && repeats(claim, verdict)) {
        repeated = repeated.isEmpty() ? new ArrayList<>(1) : repeated;
        repeated.add(claim);
      }
    }
    return verdict.repeating(repeated);
  }

  private boolean repeats(KeyClaim claim, Verdict verdict) {
    UniqueRule rule = claim.rule();
    RawRecord record = verdict.record();
    KeySighting sighting =
        new KeySighting(
            record.partition(),
            record.position(),
            keys.arrival(rule.id(), verdict.arrivalMs()),
            record.position());
    KeyHistory.Occurrence occurrence = keys.see(rule.id(), rule.withinMs(), claim.key(), sighting);
    return occurrence != null && occurrence.isRepeat();
  }

  /** Adds the claims of a record that UNIQUE has to judge. */
  void addClaims(HeldRecord record, Verdict verdict) {
    List<KeyClaim> claims = verdict.claims();
    for (int i = 0; i < claims.size(); i++) {
      KeyClaim claim = claims.get(i);
      if (claim.rule().scope() == Scope.DATASET) {
        pending.add(new Claim(record, claim.key(), claimOf(claim.rule(), verdict)));
      }
    }
  }

  private UniqueClaim claimOf(UniqueRule rule, Verdict verdict) {
    ProducerIdentity producer = verdict.producer();
    return new UniqueClaim(
        rule.id(),
        rule.withinMs(),
        rule.name(),
        verdict.datasetUrn(),
        Math.floorDiv(verdict.eventTime().countedAtMs(), MINUTE_MS),
        keys.arrival(rule.id(), verdict.arrivalMs()),
        producer.service(),
        producer.version(),
        observations.sample(verdict),
        verdict.record().position());
  }

  /** Withdraws the claims of a record that could not be counted. */
  void withdraw(HeldRecord record) {
    pending.removeIf(claim -> claim.record() == record);
  }

  /** The first claim that has not been forwarded to UNIQUE; null if there is none. */
  @Nullable Claim peekClaim() {
    return pending.peekFirst();
  }

  /** Removes the first claim, which has been forwarded. */
  void removeClaim() {
    pending.removeFirst();
  }

  /** Removes the keys of rules that are no longer in force. */
  void retainOnly(Set<Long> inForce, BooleanSupplier enough) {
    keys.retainOnly(inForce, enough);
  }

  /**
   * A key for UNIQUE to judge.
   *
   * @param record the record that claims it
   * @param key the key
   * @param claim the claim
   */
  record Claim(HeldRecord record, KeyHash key, UniqueClaim claim) {}
}
