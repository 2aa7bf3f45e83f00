package io.signalfactory.signal;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.DatasetSelector;
import io.signalfactory.contract.Slos;
import io.signalfactory.tally.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Judges a dataset's signals against its service levels. Stateless and thread-safe. */
public final class Judges {

  /** Causes that a breach names: enough to act on, few enough to read. */
  public static final int CAUSES_NAMED = 10;

  /** The last closed calendar hour begins at most so long ago while reading goes on. */
  private static final int TWO_HOURS = 120;

  /** So much later than its grace an hour may be closed and still be told. */
  private static final int CLOSED_LATE = 10;

  private static final Map<Signal, Judge> JUDGES = new EnumMap<>(Signal.class);

  static {
    for (Judge judge :
        List.of(
            new FreshnessJudge(), new VolumeJudge(), new ComplianceJudge(), new QualityJudge())) {
      JUDGES.put(judge.signal(), judge);
    }
  }

  private Judges() {}

  /**
   * The judgement of every signal of a dataset, and of freshness for every consumer with a limit.
   * Empty for a dataset without contract that never had an event. While the observer is behind,
   * everything is UNKNOWN; what a tier 3 dataset misses is WARNING at most.
   */
  public static List<Judgement> evaluate(DatasetView view, Instant now) {
    if (view.contract() == null && view.firstArrival() == null && view.latestEventTime() == null) {
      return List.of();
    }
    List<Judgement> judgements = new ArrayList<>();
    for (Judge judge : JUDGES.values()) {
      for (Judgement judgement : judge.judge(view, now)) {
        judgements.add(
            view.progress() instanceof ObserverProgress.Behind behind
                ? judgement.unknown("observer is behind: " + behind.reason())
                : judgement.as(view.capped(judgement.state())));
      }
    }
    return judgements;
  }

  /**
   * Why a signal misses its limit, the leading cause first; empty for freshness and volume. Costs
   * more than a judgement: ask only when a breach opens or is open.
   */
  public static List<Cause> causes(DatasetView view, SignalKey key, Instant now) {
    Judge judge = JUDGES.get(key.signal());
    return judge == null ? List.of() : judge.causes(view, now, CAUSES_NAMED);
  }

  /**
   * Why a signal misses its limit: its {@link #causes}, and whether the leading one came with a new
   * version of its producer.
   */
  public static Explanation explain(DatasetView view, SignalKey key, Instant now) {
    List<Cause> causes = causes(view, key, now);
    return causes.isEmpty()
        ? Explanation.NONE
        : new Explanation(causes, view.producers().newVersionBehind(causes.get(0)));
  }

  /**
   * The consumers that the condition behind {@code judgement} concerns: for freshness those whose
   * own limits it misses, else all that the contract names.
   *
   * @param all the judgements of the same evaluation
   */
  public static List<String> affectedConsumers(
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

  /**
   * How many minutes, the current one included, a {@link DatasetView} has to hold for judgements by
   * this contract. Earlier ones can be forgotten.
   */
  public static int minutesNeeded(@Nullable Contract contract) {
    Slos slos = contract == null ? Slos.NONE : contract.slos();
    int needed = TWO_HOURS + graceMinutes(contract);
    if (slos.volume() != null) {
      // one minute more than the window is counted before too few is called
      needed = Math.max(needed, slos.volume().windowMinutes() + 1);
    }
    if (slos.compliance() != null) {
      needed = Math.max(needed, slos.compliance().windowMinutes());
    }
    if (slos.quality() != null) {
      needed = Math.max(needed, slos.quality().windowMinutes());
    }
    return needed;
  }

  private static int graceMinutes(@Nullable Contract contract) {
    Duration grace = contract == null ? DatasetSelector.DEFAULT_GRACE : contract.dataset().grace();
    return (int) grace.toMinutes() + CLOSED_LATE;
  }

  /**
   * A judgement in the light of what the signal's open breach said: where it is OK because late
   * events have filled the window that had too few, its reason says so.
   *
   * @param contract the contract in force; null if there is none
   * @param eventsBetween the dataset's events from a minute on, up to another and without it, as
   *     far back as late events are counted; asked only where it matters
   */
  public static Judgement inTheLightOf(
      Breach open,
      Judgement judgement,
      @Nullable Contract contract,
      Instant now,
      LongBinaryOperator eventsBetween) {
    return judgement.key().signal() == Signal.VOLUME
            && judgement.state() == State.OK
            && contract != null
            && LateEvents.disprove(
                open, now.minus(contract.dataset().lateRetention()), eventsBetween)
        ? judgement.because("late data: " + judgement.reason())
        : judgement;
  }
}
