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
 * The life of a breach, one judgement at a time.
 *
 * <ul>
 *   <li>WARNING or CRITICAL opens it at once.
 *   <li>While it is open, another severity or another leading cause is an update, published at most
 *       once per {@link #UPDATE_INTERVAL}; only the first update may follow the opening sooner, if
 *       a WARNING became CRITICAL.
 *   <li>OK for the time of {@link HealthyHold}, without WARNING or CRITICAL in between, resolves
 *       it.
 *   <li>UNKNOWN neither opens nor resolves, and does not start the hold again. UNKNOWN because too
 *       few events are left in the window, of which none failed, counts as OK.
 *   <li>A limit that is gone from the contract, or a contract that is gone, resolves it at once.
 * </ul>
 *
 * <p>Pure: what has to be remembered is in {@link OpenBreach}. Thread-safe.
 */
final class BreachLifecycle {

  /** The least time between two updates of a breach. */
  static final Duration UPDATE_INTERVAL = Duration.ofMinutes(1);

  private BreachLifecycle() {}

  /**
   * Takes a breach one step further.
   *
   * @param open the breach of the judgement's signal, if one is open
   * @param judgement what has just been judged
   * @param terms what the dataset is judged by
   * @param explanation why the limit is missed; asked only where it matters
   * @param affectedConsumers the consumers that the condition concerns
   * @param now the time of the judgement
   * @param lastResolvedAt {@link Breach#resolvedAt} of the signal's previous breach; null if there
   *     was none. A breach never opens earlier, so no id comes twice.
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
   * @param why the reason that the summary gives
   */
  static BreachStep resolve(OpenBreach open, String why, Instant now) {
    Breach last = open.breach();
    return resolved(open, last.observed(), last.threshold(), last.window(), why, now);
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
    boolean tooEarly = lastResolvedAt != null && since.isBefore(lastResolvedAt);
    return (tooEarly ? lastResolvedAt : since).truncatedTo(ChronoUnit.MILLIS);
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
    // A breach that opened as a WARNING is not kept from becoming CRITICAL: that wakes people.
    boolean escalatesAtFirst =
        last.status() == Breach.Status.OPEN
            && last.severity() == State.WARNING
            && judgement.state() == State.CRITICAL;
    if (!escalatesAtFirst && before(now, open.lastPublishedAt().plus(UPDATE_INTERVAL))) {
      return BreachStep.from(before, open, null);
    }
    boolean otherSeverity = judgement.state() != last.severity();
    if (!otherSeverity && before(now, open.lastCheckedAt().plus(UPDATE_INTERVAL))) {
      return BreachStep.from(before, open, null);
    }
    Explanation current = explanation.get();
    if (!otherSeverity && haveSameLeader(current.causes(), last.causes())) {
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

  private static boolean before(Instant now, Instant then) {
    return now.isBefore(then);
  }

  /** Whether the leading causes are the same; no cause at all counts as the same. */
  private static boolean haveSameLeader(List<Cause> current, List<Cause> published) {
    if (current.isEmpty()) {
      return true;
    }
    return !published.isEmpty() && current.get(0).key().equals(published.get(0).key());
  }

  private static BreachStep recover(OpenBreach open, Judgement judgement, Instant now) {
    Instant since = open.healthySince() == null ? now : open.healthySince();
    if (before(now, since.plus(HealthyHold.of(judgement)))) {
      return BreachStep.from(open, open.withHealthySince(since), null);
    }
    return resolved(
        open,
        judgement.observed(),
        judgement.threshold(),
        judgement.window(),
        judgement.reason(),
        since);
  }

  private static BreachStep resolved(
      OpenBreach open,
      Measure observed,
      @Nullable Threshold threshold,
      @Nullable Window window,
      String how,
      Instant at) {
    Breach last = open.breach();
    // later than it opened, so that the next breach of the signal has an id of its own
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
            resolvedAt,
            BreachSummary.resolved(Duration.between(last.openedAt(), resolvedAt), how),
            last.causes(),
            last.affectedConsumers());
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
        null,
        BreachSummary.open(judgement, explanation, now),
        explanation.causes(),
        affectedConsumers);
  }
}
