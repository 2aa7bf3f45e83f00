package io.signalfactory.signal;

import io.signalfactory.contract.Slos;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.MinuteRange;
import io.signalfactory.tally.RuleTotals;
import io.signalfactory.text.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges quality: the share of rule evaluations in the trailing window that passed. UNKNOWN with
 * fewer than 20 evaluations, CRITICAL below the required rate. Rules that only warn count like the
 * others. Checks of the event time are not rules and do not count. The details have the rate of
 * each rule and dimension.
 */
final class QualityJudge implements Judge {

  private static final int DEFAULT_WINDOW_MINUTES = 60;
  private static final String THINGS = "rule evaluations";

  @Override
  public List<Judgement> judge(DatasetView view, Instant now) {
    Slos.Quality slo = view.slos().quality();
    int minutes = slo == null ? DEFAULT_WINDOW_MINUTES : slo.windowMinutes();
    MinuteRange window = MinuteRange.last(minutes, now);
    PassRate rate = PassRate.ofRules(view.minutes().sum(window));
    State state;
    if (slo == null) {
      state = State.OK;
    } else if (!rate.isEnough()) {
      state = State.UNKNOWN;
    } else {
      state = rate.below(slo.minRate()) ? State.CRITICAL : State.OK;
    }
    return List.of(
        new Judgement(
            view.key(Signal.QUALITY, null),
            state,
            rate.measure(),
            slo == null ? null : Threshold.of(null, slo.minRate()),
            window.window(),
            new Rationale(() -> reason(view, rate), () -> details(view, window, rate)),
            state == State.CRITICAL
                ? CauseKind.RULES.conditionSince(view.minutes(), window, window.from(), now)
                : now,
            state == State.UNKNOWN && rate.passed() == rate.total()));
  }

  private static String reason(DatasetView view, PassRate rate) {
    Slos.Quality slo = view.slos().quality();
    if (slo == null) {
      return view.terms().noLimit();
    }
    if (!rate.isEnough()) {
      return rate.howManyNeeded(THINGS);
    }
    return rate.sentence(THINGS, slo.windowMinutes(), slo.minRate())
        + ", "
        + Wording.limitPercent(slo.minRate())
        + " required";
  }

  @Override
  public List<Cause> causes(DatasetView view, Instant now, int atMost) {
    Slos.Quality slo = view.slos().quality();
    if (slo == null) {
      return List.of();
    }
    MinuteRange window = MinuteRange.last(slo.windowMinutes(), now);
    return CauseKind.RULES.explain(view.minutes(), window, window.from(), atMost);
  }

  private static Map<String, Object> details(DatasetView view, MinuteRange window, PassRate rate) {
    Map<String, Object> details = new TreeMap<>();
    details.put("rule_evaluations", rate.total());
    details.put("rule_passes", rate.passed());
    RuleTotals rules = view.minutes().rules(window);
    if (!rules.isEmpty()) {
      details.putAll(
          new QualityDetails(rules.list())
              .members(view.contract() == null ? List.of() : view.contract().rules()));
    }
    return details;
  }
}
