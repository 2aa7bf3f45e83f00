package io.signalfactory.signal;

import io.signalfactory.contract.Slos;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.MinuteRange;
import io.signalfactory.text.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges compliance: the share of events in the trailing window whose outcome is not FAIL. UNKNOWN
 * with fewer than 20 events. The error budget is the share that may fail, one minus the required
 * rate. CRITICAL if any of these holds:
 *
 * <ul>
 *   <li>slow: the rate of the whole window is below the required one;
 *   <li>burn: the last five minutes spend the error budget at least twice as fast as allowed, this
 *       is not by chance, and it has not stopped in the last two minutes;
 *   <li>collapse: of the events in the current minute and the one before, half failed, or twice the
 *       budget if that is more. A deploy that breaks every record of a steady stream is noticed
 *       within 60 seconds, whatever happened before.
 * </ul>
 *
 * <p>Burn rates over several windows, of which the short one confirms that the problem is not over:
 * Google, "The Site Reliability Workbook", chapter 5. Why chance has to be ruled out: ADR 13.
 */
final class ComplianceJudge implements Judge {

  private static final int DEFAULT_WINDOW_MINUTES = 60;
  private static final int BURN_MINUTES = 5;
  private static final int RECENT_MINUTES = 2;
  private static final double BURN_FACTOR = 2;
  private static final double COLLAPSE_ERROR_RATE = 0.5;

  @Override
  public List<Judgement> judge(DatasetView view, Instant now) {
    Slos.Compliance slo = view.slos().compliance();
    int minutes = slo == null ? DEFAULT_WINDOW_MINUTES : slo.windowMinutes();
    MinuteRange window = MinuteRange.last(minutes, now);
    PassRate rate = PassRate.ofEvents(view.minutes().sum(window));
    Finding finding = finding(view, now, slo, rate);
    return List.of(
        new Judgement(
            view.key(Signal.COMPLIANCE, null),
            finding.state(),
            rate.measure(),
            slo == null ? null : Threshold.of(null, slo.minRate()),
            window.window(),
            new Rationale(finding.reason(), () -> details(view, now, minutes, rate)),
            finding.breaking() == null
                ? now
                : CauseKind.FAILURES.conditionSince(
                    view.minutes(), finding.breaking(), window.from(), now),
            finding.state() == State.UNKNOWN && rate.passed() == rate.total()));
  }

  @Override
  public List<Cause> causes(DatasetView view, Instant now, int atMost) {
    Slos.Compliance slo = view.slos().compliance();
    if (slo == null) {
      return List.of();
    }
    MinuteRange window = MinuteRange.last(slo.windowMinutes(), now);
    PassRate rate = PassRate.ofEvents(view.minutes().sum(window));
    MinuteRange breaking = finding(view, now, slo, rate).breaking();
    return CauseKind.FAILURES.explain(
        view.minutes(), breaking == null ? window : breaking, window.from(), atMost);
  }

  private static Finding finding(
      DatasetView view, Instant now, Slos.@Nullable Compliance slo, PassRate rate) {
    if (slo == null) {
      return new Finding(State.OK, view.terms()::noLimit, null);
    }
    if (!rate.isEnough()) {
      return new Finding(State.UNKNOWN, () -> rate.howManyNeeded("events"), null);
    }
    int burnMinutes = Math.min(BURN_MINUTES, slo.windowMinutes());
    MinuteRange window = MinuteRange.last(slo.windowMinutes(), now);
    MinuteRange burnWindow = MinuteRange.last(burnMinutes, now);
    MinuteRange recentWindow = MinuteRange.last(RECENT_MINUTES, now);
    PassRate burnRate = PassRate.ofEvents(view.minutes().sum(burnWindow));
    PassRate recent = PassRate.ofEvents(view.minutes().sum(recentWindow));

    double budget = 1 - slo.minRate();
    // No error rate exceeds 1, even where twice the budget does.
    double tooFast = Math.min(1, BURN_FACTOR * budget);
    boolean slow = rate.below(slo.minRate());
    boolean burn =
        burnRate.isEnough()
            && burnRate.fails(tooFast)
            && burnRate.failsBeyondChance(budget)
            && recent.fails(budget);
    boolean collapse =
        recent.isEnough()
            && recent.fails(Math.max(COLLAPSE_ERROR_RATE, tooFast))
            && recent.failsBeyondChance(budget);

    if (slow) {
      // What fails right now explains the breach better than what failed an hour ago.
      MinuteRange breaking = collapse ? recentWindow : burn ? burnWindow : window;
      return new Finding(State.CRITICAL, () -> ofWindow(rate, slo), breaking);
    }
    if (collapse) {
      return new Finding(State.CRITICAL, () -> ofPart(recent, RECENT_MINUTES, slo), recentWindow);
    }
    if (burn) {
      return new Finding(State.CRITICAL, () -> ofPart(burnRate, burnMinutes, slo), burnWindow);
    }
    return new Finding(State.OK, () -> ofWindow(rate, slo), null);
  }

  private static String ofWindow(PassRate rate, Slos.Compliance slo) {
    return rate.sentence("events", slo.windowMinutes(), slo.minRate()) + ", " + required(slo);
  }

  private static String ofPart(PassRate rate, int minutes, Slos.Compliance slo) {
    return rate.sentence("events", minutes, slo.minRate())
        + ", "
        + required(slo)
        + " over "
        + Wording.lastMinutes(slo.windowMinutes());
  }

  private static String required(Slos.Compliance slo) {
    return Wording.limitPercent(slo.minRate()) + " required";
  }

  private static Map<String, Object> details(
      DatasetView view, Instant now, int minutes, PassRate rate) {
    Map<String, Object> details = new TreeMap<>();
    details.put("events", rate.total());
    details.put("failed", rate.total() - rate.passed());
    putRate(details, "five_minute_rate", view, Math.min(BURN_MINUTES, minutes), now);
    putRate(details, "two_minute_rate", view, RECENT_MINUTES, now);
    return details;
  }

  private static void putRate(
      Map<String, Object> details, String name, DatasetView view, int minutes, Instant now) {
    Double rate =
        PassRate.ofEvents(view.minutes().sum(MinuteRange.last(minutes, now))).measure().value();
    if (rate != null) {
      details.put(name, rate);
    }
  }

  /**
   * @param breaking the shortest range of minutes that misses its limit; null unless CRITICAL
   */
  private record Finding(State state, Supplier<String> reason, @Nullable MinuteRange breaking) {}
}
