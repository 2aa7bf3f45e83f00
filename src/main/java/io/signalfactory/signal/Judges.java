package io.signalfactory.signal;

import io.signalfactory.contract.Contract;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.tally.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges all signals of a dataset. Stateless and thread-safe. */
final class Judges {

  /** How many causes a breach has at most: enough to act on, few enough to read. */
  static final int CAUSES_NAMED = 10;

  private static final Judge FRESHNESS = new FreshnessJudge();
  private static final Judge VOLUME = new VolumeJudge();
  private static final Judge COMPLIANCE = new ComplianceJudge();
  private static final Judge QUALITY = new QualityJudge();

  private static final List<Judge> ALL = List.of(FRESHNESS, VOLUME, COMPLIANCE, QUALITY);

  private Judges() {}

  /**
   * The judgement of every signal of a dataset, and of freshness for every consumer with a limit.
   * Empty for a dataset without a contract and without events. While the observer is behind, every
   * state is UNKNOWN. For tier 3, no state is worse than WARNING.
   */
  static List<Judgement> judge(DatasetView view, Instant now) {
    if (view.contract() == null && view.firstArrival() == null && view.latestEventTime() == null) {
      return List.of();
    }
    List<Judgement> judgements = new ArrayList<>();
    for (Judge judge : ALL) {
      for (Judgement judgement : judge.judge(view, now)) {
        judgements.add(
            view.progress() instanceof ObserverProgress.Behind behind
                ? judgement.asUnknown("observer is behind: " + behind.reason())
                : judgement.withState(view.terms().capped(judgement.state())));
      }
    }
    return judgements;
  }

  /**
   * Why a signal misses its limit, and whether its leading cause came with a new version of a
   * service, or with a deployment. Freshness and volume have no causes, but may have begun with a
   * deployment. Costs more than a judgement, so it is only called when a breach is open or opens.
   */
  static Explanation explain(DatasetView view, Judgement judgement, Instant now) {
    List<Cause> causes = judge(judgement.key().signal()).causes(view, now, CAUSES_NAMED);
    if (causes.isEmpty()) {
      Deployment behind = BreachOrigin.ofSilence(view, judgement);
      return behind == null ? Explanation.NONE : new Explanation(List.of(), null, behind);
    }
    Cause leading = causes.get(0);
    return new Explanation(
        causes,
        view.versions().newVersionBehind(leading),
        BreachOrigin.ofCause(leading, view.archive()));
  }

  private static Judge judge(Signal signal) {
    return switch (signal) {
      case FRESHNESS -> FRESHNESS;
      case VOLUME -> VOLUME;
      case COMPLIANCE -> COMPLIANCE;
      case QUALITY -> QUALITY;
    };
  }

  /**
   * The consumers that are affected: for freshness those whose own limits are missed, for the other
   * signals all that the contract names.
   *
   * @param all the judgements of the same evaluation
   */
  static List<String> affectedConsumers(
      Judgement judgement, List<Judgement> all, @Nullable Contract contract) {
    List<String> affected = new ArrayList<>();
    if (judgement.key().signal() == Signal.FRESHNESS) {
      for (Judgement other : all) {
        if (other.key().consumer() != null && other.breaches()) {
          affected.add(other.key().consumer());
        }
      }
    } else if (contract != null) {
      contract.slos().consumers().forEach(consumer -> affected.add(consumer.consumer()));
    }
    return List.copyOf(affected);
  }
}
