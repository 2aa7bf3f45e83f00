package io.signalfactory.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one dataset from one evaluation to the next: judges them, carries their breaches
 * through their lives, and decides which states are to be stored and published. Reads no clock and
 * writes nothing. Not thread-safe.
 */
public final class DatasetSignals {

  /** A state is published this often even if unchanged, so that a reader can see it is current. */
  public static final Duration PUBLISH_AT_LEAST_EVERY = Duration.ofMinutes(1);

  /**
   * How often a value is stored that has only moved; each time costs a changelog record. Where time
   * is short it waits until the state is published.
   */
  static final Duration STORE_EVERY = Duration.ofSeconds(10);

  private final Phase phase;
  private final Map<SignalKey, SignalMemory> memories = new HashMap<>();
  private long evaluation;

  /**
   * Signals of which nothing is known yet.
   *
   * @param datasetUrn the dataset
   */
  public DatasetSignals(String datasetUrn) {
    this.phase = new Phase(datasetUrn);
  }

  /**
   * Takes up a signal where another instance, or a run before, left it.
   *
   * @param state its stored state
   * @param open its open breach; null if there is none
   */
  public void restore(SignalState state, @Nullable OpenBreach open) {
    SignalMemory memory = new SignalMemory();
    memory.open(open);
    memory.stored(state);
    memory.published(state.updatedAt());
    memories.put(state.key(), memory);
  }

  /** Whether no signal of the dataset has a state. */
  public boolean isEmpty() {
    return memories.isEmpty();
  }

  /**
   * Judges every signal, takes the breaches one step further, and remembers both.
   *
   * @param view what is known of the dataset
   * @param now the time of the judgement
   * @param storeMoved whether there is time to store values that have only moved
   */
  public Evaluation evaluate(DatasetView view, Instant now, boolean storeMoved) {
    evaluation++;
    List<Judgement> judgements = Judges.judge(view, now);
    List<JudgedSignal> judged = new ArrayList<>(judgements.size());
    for (Judgement judgement : judgements) {
      SignalMemory memory = memories.computeIfAbsent(judgement.key(), key -> new SignalMemory());
      memory.judgedIn(evaluation);
      judged.add(carryOn(memory, view, judgement, judgements, now, storeMoved));
    }
    return new Evaluation(judged, retireWhatWasNotJudged(view.terms(), now));
  }

  private JudgedSignal carryOn(
      SignalMemory memory,
      DatasetView view,
      Judgement judged,
      List<Judgement> all,
      Instant now,
      boolean storeMoved) {
    OpenBreach open = memory.open();
    if (open == null && !judged.breaches()) {
      // Nearly always: there is no breach, and none opens.
      return written(memory, judged, BreachStep.NONE, now, storeMoved);
    }
    Judgement judgement = open == null ? judged : explainedByLateEvents(open, judged, view, now);
    SignalKey key = judgement.key();
    BreachStep step =
        BreachLifecycle.next(
            open,
            judgement,
            view.terms(),
            () -> Judges.explain(view, judgement, now),
            Judges.affectedConsumers(judgement, all, view.contract()),
            now,
            open == null ? view.archive().lastResolvedAt(key) : null);
    memory.open(step.open());
    return written(memory, judgement, step, now, storeMoved);
  }

  /**
   * The judgement, with the reason {@code late data} where it is OK because late events have filled
   * the window of which the breach said that it had too few.
   */
  private static Judgement explainedByLateEvents(
      OpenBreach open, Judgement judgement, DatasetView view, Instant now) {
    boolean volumeIsBack =
        judgement.key().signal() == Signal.VOLUME
            && judgement.state() == State.OK
            && view.contract() != null;
    return volumeIsBack
            && LateEvents.disprove(
                open.breach(), now.minus(view.terms().lateRetention()), view.archive()::events)
        ? judgement.withReason("late data: " + judgement.reason())
        : judgement;
  }

  private JudgedSignal written(
      SignalMemory memory, Judgement judgement, BreachStep step, Instant now, boolean storeMoved) {
    boolean publish =
        memory.changes(judgement) || memory.isDueToBePublished(phase, now, PUBLISH_AT_LEAST_EVERY);
    if (!publish && !(storeMoved && memory.isDueToBeStored(phase, now, STORE_EVERY))) {
      return new JudgedSignal(judgement, step, null, false);
    }
    SignalState state =
        new SignalState(
            judgement.key(),
            judgement.state(),
            judgement.observed(),
            judgement.threshold(),
            judgement.window(),
            memory.since(judgement.state(), now),
            now,
            memory.breachId(),
            judgement.reason(),
            judgement.details());
    memory.stored(state);
    if (publish) {
      memory.published(now);
    }
    return new JudgedSignal(judgement, step, state, publish);
  }

  private List<RetiredSignal> retireWhatWasNotJudged(Terms terms, Instant now) {
    List<RetiredSignal> retired = new ArrayList<>(0);
    Iterator<Map.Entry<SignalKey, SignalMemory>> all = memories.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<SignalKey, SignalMemory> entry = all.next();
      SignalMemory memory = entry.getValue();
      if (memory.judgedIn() != evaluation) {
        all.remove();
        OpenBreach open = memory.open();
        retired.add(
            new RetiredSignal(
                entry.getKey(),
                open == null
                    ? BreachStep.NONE
                    : BreachLifecycle.resolve(open, terms.limitGone(), now)));
      }
    }
    return retired;
  }
}
