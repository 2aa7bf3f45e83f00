package io.signalfactory.control;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Slos;
import io.signalfactory.tally.Counts;
import io.signalfactory.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the last hour of a dataset looks under the limits of another contract, as far as the stored
 * minutes tell: volume, rates and silence by whole minutes. They count what the contract in force
 * made of the records, so they cannot tell what other fields and rules would have made of them.
 */
public final class LastHour {

  private static final int MINUTES = 60;
  private static final long SECONDS_PER_MINUTE = 60;

  /** With fewer events or rule evaluations a rate is not judged, as in the signals themselves. */
  private static final int ENOUGH = 20;

  private final NavigableMap<Long, Counts> minutes;
  private final long knownFrom;
  private final long now;
  private final List<Outlook.Limit> limits = new ArrayList<>();
  private final List<String> cannotTell = new ArrayList<>();

  private LastHour(SortedMap<Long, Counts> minutes, long knownFrom, long now) {
    this.minutes = new TreeMap<>(minutes);
    this.knownFrom = knownFrom;
    this.now = now;
  }

  /** How many minutes before now have to be known: an hour and the longest window. */
  public static int minutesNeeded(Contract contract) {
    Slos slos = contract.slos();
    int window = MINUTES;
    if (slos.volume() != null) {
      window = Math.max(window, slos.volume().windowMinutes());
    }
    if (slos.compliance() != null) {
      window = Math.max(window, slos.compliance().windowMinutes());
    }
    if (slos.quality() != null) {
      window = Math.max(window, slos.quality().windowMinutes());
    }
    return window + MINUTES;
  }

  /**
   * Looks at the last hour.
   *
   * @param inForce the contract by which records are judged now; null if there is none
   * @param proposed the contract whose limits are tried
   * @param minutes the counts by minute since the epoch; a minute without events is absent
   * @param knownFrom from which minute on every event was counted
   * @param now the current time
   */
  public static Outlook under(
      @Nullable Contract inForce,
      Contract proposed,
      SortedMap<Long, Counts> minutes,
      long knownFrom,
      Instant now) {
    long nowMinute = Math.floorDiv(now.getEpochSecond(), SECONDS_PER_MINUTE);
    LastHour hour = new LastHour(minutes, knownFrom, nowMinute);
    hour.sayWhatCountsDoNotTell(inForce, proposed);
    hour.judge(proposed.slos());
    return hour.outlook();
  }

  /**
   * The answer where no minute can be asked for.
   *
   * @param why as a sentence without a full stop
   */
  public static Outlook unknown(String why, Instant now) {
    LastHour hour =
        new LastHour(new TreeMap<>(), 0, Math.floorDiv(now.getEpochSecond(), SECONDS_PER_MINUTE));
    hour.cannotTell.add(why);
    return hour.outlook();
  }

  private Outlook outlook() {
    return new Outlook(start(now - MINUTES), start(now), limits, cannotTell);
  }

  private static Instant start(long minute) {
    return Instant.ofEpochSecond(minute * SECONDS_PER_MINUTE);
  }

  private void sayWhatCountsDoNotTell(@Nullable Contract inForce, Contract proposed) {
    if (inForce == null) {
      cannotTell.add(
          "which events would pass: no contract was in force, so none was judged by fields or"
              + " rules");
    } else {
      String judged = ": records were judged by version " + inForce.version();
      if (!inForce.fields().equals(proposed.fields())
          || !inForce.dataset().equals(proposed.dataset())) {
        cannotTell.add("which events would pass with the changed fields" + judged);
      }
      if (!inForce.rules().equals(proposed.rules())) {
        cannotTell.add("which events would pass the changed rules" + judged);
      }
    }
    Slos.Volume volume = proposed.slos().volume();
    if (volume != null
        && volume.anomalyDetection() != null
        && volume.anomalyDetection().enabled()) {
      cannotTell.add("whether an hour would have been unusual: that needs what is usual");
    }
    if (proposed.slos().compliance() != null) {
      cannotTell.add(
          "whether compliance would have been reported sooner, by its last five or two minutes");
    }
  }

  private void judge(Slos slos) {
    Slos.Freshness freshness = slos.freshness();
    if (freshness != null) {
      freshness(null, freshness.maxDelay());
    }
    slos.consumers().forEach(each -> freshness(each.consumer(), each.maxDelay()));
    Slos.Volume volume = slos.volume();
    if (volume != null
        && (volume.minEventsPerHour() != null || volume.maxEventsPerHour() != null)) {
      volume(volume);
    }
    Slos.Compliance compliance = slos.compliance();
    if (compliance != null) {
      rate(
          new RateLimit("compliance", "events", compliance.minRate(), compliance.windowMinutes()),
          Counts::events,
          counts -> counts.events() - counts.failed());
    }
    Slos.Quality quality = slos.quality();
    if (quality != null) {
      rate(
          new RateLimit("quality", "rule evaluations", quality.minRate(), quality.windowMinutes()),
          Counts::ruleEvaluations,
          Counts::rulePasses);
    }
  }

  private void freshness(@Nullable String consumer, Duration allowed) {
    String of = consumer == null ? "" : " for " + consumer;
    if (allowed.toSeconds() < SECONDS_PER_MINUTE) {
      cannotTell.add(
          "whether freshness"
              + of
              + " would have been kept: "
              + Wording.span(allowed)
              + " is less than the minutes that are stored");
      return;
    }
    int judged = 0;
    int missed = 0;
    long longest = 0;
    for (long end = now - MINUTES + 1; end <= now; end++) {
      Long latest = minutes.lowerKey(end);
      if (latest == null && knownFrom >= end) {
        continue;
      }
      judged++;
      // The latest event came at the end of its minute at best.
      long silent = end - (latest == null ? knownFrom : latest + 1);
      longest = Math.max(longest, silent);
      if (silent * SECONDS_PER_MINUTE > allowed.toSeconds()) {
        missed++;
      }
    }
    add(
        "freshness",
        consumer,
        judged,
        missed,
        (longest == 0
                ? "events in every minute"
                : "no event for up to " + Wording.span(Duration.ofMinutes(longest)))
            + ", "
            + Wording.span(allowed)
            + " allowed"
            + of);
  }

  private void volume(Slos.Volume slo) {
    int window = slo.windowMinutes();
    Double min = proRata(slo.minEventsPerHour(), window);
    Double max = proRata(slo.maxEventsPerHour(), window);
    int judged = 0;
    int missed = 0;
    long least = Long.MAX_VALUE;
    long most = 0;
    for (long end = now - MINUTES + 1; end <= now; end++) {
      if (end - window < knownFrom) {
        continue;
      }
      judged++;
      long events = sum(end - window, end).events();
      least = Math.min(least, events);
      most = Math.max(most, events);
      if ((min != null && events < min) || (max != null && events > max)) {
        missed++;
      }
    }
    List<String> expected = new ArrayList<>();
    if (min != null) {
      expected.add("at least " + Wording.count((long) Math.ceil(min)));
    }
    if (max != null) {
      expected.add("at most " + Wording.count((long) Math.floor(max)));
    }
    add(
        "volume",
        null,
        judged,
        missed,
        (least == most ? Wording.count(most) : Wording.count(least) + " to " + Wording.count(most))
            + " events in "
            + window
            + " minutes, "
            + String.join(" and ", expected)
            + " expected");
  }

  private static @Nullable Double proRata(@Nullable Long perHour, int window) {
    return perHour == null ? null : (double) perHour * window / MINUTES;
  }

  private record RateLimit(String signal, String things, double minRate, int windowMinutes) {}

  private void rate(RateLimit limit, ToLongFunction<Counts> total, ToLongFunction<Counts> passed) {
    int judged = 0;
    int missed = 0;
    double lowest = 1;
    for (long end = now - MINUTES + 1; end <= now; end++) {
      Counts counts = sum(end - limit.windowMinutes(), end);
      if (end - limit.windowMinutes() < knownFrom || total.applyAsLong(counts) < ENOUGH) {
        continue;
      }
      judged++;
      double rate = (double) passed.applyAsLong(counts) / total.applyAsLong(counts);
      lowest = Math.min(lowest, rate);
      if (rate < limit.minRate()) {
        missed++;
      }
    }
    add(
        limit.signal(),
        null,
        judged,
        missed,
        Wording.percent(lowest, limit.minRate())
            + " of "
            + limit.things()
            + " passed at the lowest, "
            + Wording.limitPercent(limit.minRate())
            + " required");
  }

  private Counts sum(long from, long to) {
    Counts sum = Counts.ZERO;
    for (Counts counts : minutes.subMap(from, to).values()) {
      sum = sum.plus(counts);
    }
    return sum;
  }

  private void add(String signal, @Nullable String consumer, int judged, int missed, String worst) {
    if (judged == 0) {
      cannotTell.add(
          "whether the limit of "
              + signal
              + (consumer == null ? "" : " for " + consumer)
              + " would have been kept: too little is stored of the last hour");
      return;
    }
    limits.add(
        new Outlook.Limit(
            signal,
            consumer,
            judged,
            missed,
            worst
                + ": "
                + (missed == 0 ? "kept" : "missed in " + missed + " of " + judged + " minutes")));
  }
}
