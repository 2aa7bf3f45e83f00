package io.signalfactory.signal;

import io.signalfactory.contract.Contract;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens, updates and resolves a breach, one judgement at a time.
 *
 * <ul>
 *   <li>WARNING or CRITICAL opens a breach at once.
 *   <li>While it is open, a change of its severity or of its leading cause updates it, at most once
 *       per {@link #UPDATE_INTERVAL}. One exception: if a breach opened as WARNING, its first
 *       update to CRITICAL is not delayed.
 *   <li>OK for the length of {@link HealthyHold}, without WARNING or CRITICAL in between, resolves
 *       it.
 *   <li>UNKNOWN neither opens nor resolves a breach, and does not restart the hold. UNKNOWN because
 *       the window has too few events, none of which failed, is treated as OK.
 *   <li>If the limit was removed from the contract, or the contract was retired, it is resolved at
 *       once.
 * </ul>
 *
 * <p>Pure functions: all that has to be remembered is in {@link OpenBreach}. Thread-safe.
 */
final class BreachLifecycle {

  /** The shortest time between two updates of a breach. */
  static final Duration UPDATE_INTERVAL = Duration.ofMinutes(1);

  private BreachLifecycle() {}

  /**
   * Applies one judgement to the breach of its signal.
   *
   * @param open the open breach of the signal; null if there is none
   * @param judgement the latest judgement of the signal
   * @param terms what the dataset is judged by
   * @param explanation why the limit is missed; only called if it is needed, because it is
   *     expensive
   * @param affectedConsumers as {@link Breach#affectedConsumers}
   * @param now the time of the judgement
   * @param lastResolvedAt {@link Breach#resolvedAt} of the previous breach of the signal; null if
   *     there was none. No breach opens earlier than that, so no id is used twice.
   */
  static BreachStep next(
      @Nullable OpenBreach open,
      Judgement judgement,
      Terms terms,
      Supplier<Explanation> explanation,
      List<String> affectedConsumers,
      Instant now,
      @Nullable Instant lastResolvedAt) {
    if (open == null) {
      return judgement.breaches()
          ? open(judgement, terms, explanation.get(), affectedConsumers, now, lastResolvedAt)
          : BreachStep.NONE;
    }
    if (judgement.threshold() == null) {
      return resolve(open, terms.limitGone(), now);
    }
    return switch (judgement.state()) {
      case WARNING, CRITICAL -> update(open, judgement, terms, explanation, affectedConsumers, now);
      case OK -> recover(open, judgement, now);
      case UNKNOWN ->
          judgement.nothingFailed()
              ? recover(open, judgement, now)
              : BreachStep.from(open, open, null);
    };
  }

  /**
   * Resolves a breach whose signal is no longer judged, for example because the contract no longer
   * names its consumer.
   *
   * @param reason the reason for the summary
   */
  static BreachStep resolve(OpenBreach open, String reason, Instant now) {
    Breach last = open.breach();
    return resolved(open, last.observed(), last.threshold(), last.window(), reason, now, now);
  }

  private static BreachStep open(
      Judgement judgement,
      Terms terms,
      Explanation explanation,
      List<String> affectedConsumers,
      Instant now,
      @Nullable Instant lastResolvedAt) {
    Instant openedAt = openedAt(judgement, now, lastResolvedAt);
    Breach breach =
        breach(
            BreachId.of(judgement.key(), openedAt),
            Breach.Status.OPEN,
            judgement,
            terms.contract(),
            openedAt,
            now,
            explanation,
            affectedConsumers,
            now);
    return BreachStep.from(null, new OpenBreach(breach, null, now, now), breach);
  }

  private static Instant openedAt(
      Judgement judgement, Instant now, @Nullable Instant lastResolvedAt) {
    Instant since = judgement.conditionSince().isAfter(now) ? now : judgement.conditionSince();
    Instant start =
        lastResolvedAt != null && since.isBefore(lastResolvedAt) ? lastResolvedAt : since;
    return start.truncatedTo(ChronoUnit.MILLIS);
  }

  private static BreachStep update(
      OpenBreach before,
      Judgement judgement,
      Terms terms,
      Supplier<Explanation> explanation,
      List<String> affectedConsumers,
      Instant now) {
    OpenBreach open = before.withHealthySince(null);
    Breach last = open.breach();
    // CRITICAL may have to wake somebody, so this first update does not wait.
    boolean firstEscalation =
        last.status() == Breach.Status.OPEN
            && last.severity() == State.WARNING
            && judgement.state() == State.CRITICAL;
    if (!firstEscalation && now.isBefore(open.lastPublishedAt().plus(UPDATE_INTERVAL))) {
      return BreachStep.from(before, open, null);
    }
    boolean severityChanged = judgement.state() != last.severity();
    if (!severityChanged && now.isBefore(open.lastCheckedAt().plus(UPDATE_INTERVAL))) {
      return BreachStep.from(before, open, null);
    }
    Explanation current = explanation.get();
    if (!severityChanged && hasSameLeadingCause(current.causes(), last.causes())) {
      return BreachStep.from(before, open.withLastCheckedAt(now), null);
    }
    Breach update =
        breach(
            last.breachId(),
            Breach.Status.UPDATED,
            judgement,
            terms.contract(),
            last.openedAt(),
            last.detectedAt(),
            current,
            affectedConsumers,
            now);
    return BreachStep.from(before, new OpenBreach(update, null, now, now), update);
  }

  /** Whether the leading cause is still the same; no current cause counts as the same. */
  private static boolean hasSameLeadingCause(List<Cause> current, List<Cause> published) {
    if (current.isEmpty()) {
      return true;
    }
    return !published.isEmpty() && current.get(0).key().equals(published.get(0).key());
  }

  private static BreachStep recover(OpenBreach open, Judgement judgement, Instant now) {
    Instant since = open.healthySince() == null ? now : open.healthySince();
    if (now.isBefore(since.plus(HealthyHold.of(judgement)))) {
      return BreachStep.from(open, open.withHealthySince(since), null);
    }
    return resolved(
        open,
        judgement.observed(),
        judgement.threshold(),
        judgement.window(),
        judgement.reason(),
        since,
        now);
  }

  private static BreachStep resolved(
      OpenBreach open,
      Measure observed,
      @Nullable Threshold threshold,
      @Nullable Window window,
      String reason,
      Instant at,
      Instant now) {
    Breach last = open.breach();
    // Later than its opening, so that the next breach of the signal gets another id.
    Instant earliest = last.openedAt().plusMillis(1);
    Instant resolvedAt = at.isBefore(earliest) ? earliest : at;
    Breach resolved =
        new Breach(
            last.breachId(),
            Breach.Status.RESOLVED,
            last.severity(),
            last.key(),
            last.owner(),
            last.tier(),
            last.contractVersion(),
            observed,
            threshold,
            window,
            last.openedAt(),
            last.detectedAt(),
            // The clock of another instance may be behind the one that opened it.
            now.isBefore(resolvedAt) ? resolvedAt : now,
            resolvedAt,
            BreachSummary.resolved(Duration.between(last.openedAt(), resolvedAt), reason),
            last.causes(),
            last.affectedConsumers(),
            last.deployment());
    return BreachStep.from(open, null, resolved);
  }

  private static Breach breach(
      String id,
      Breach.Status status,
      Judgement judgement,
      @Nullable Contract contract,
      Instant openedAt,
      Instant detectedAt,
      Explanation explanation,
      List<String> affectedConsumers,
      Instant now) {
    return new Breach(
        id,
        status,
        judgement.state(),
        judgement.key(),
        contract == null ? null : contract.owner(),
        contract == null ? null : contract.tier(),
        contract == null ? null : contract.version(),
        judgement.observed(),
        judgement.threshold(),
        judgement.window(),
        openedAt,
        detectedAt,
        now,
        null,
        BreachSummary.open(judgement, explanation, now),
        explanation.causes(),
        affectedConsumers,
        explanation.deployment());
  }
}
