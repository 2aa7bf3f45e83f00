package io.signalfactory.infer;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes {@code spec.slos}: limits that the sample keeps, each with what was seen. */
final class LimitLines {

  /** What was seen for a shorter time may be anything. */
  private static final Duration LONG_ENOUGH = Duration.ofHours(2);

  private static final Duration LONG_ENOUGH_TO_TELL = Duration.ofMinutes(1);

  private static final List<Double> RATES = List.of(0.99, 0.98, 0.95, 0.9, 0.8, 0.5);
  private static final double QUIET_FACTOR = 3;
  private static final long LEAST_DELAY_SECONDS = 60;
  private static final long FACTOR = 2;
  private static final double HOUR_MS = 3_600_000;

  private LimitLines() {}

  /**
   * @param pace of the whole topic; null if it is not known
   * @param share which part of the topic's records belong to the dataset
   * @param lagMs how long after their events the records come, in milliseconds
   * @param result what the gates say of the sample
   */
  static void write(
      @Nullable Pace pace, double share, long lagMs, GateCheck.Result result, YamlLines yaml) {
    yaml.line(1, "slos:");
    yaml.comment(2, "What was seen, not what anybody needs: write what you promise.");
    if (pace == null) {
      yaml.comment(2, "freshness and volume: the times of the records are not known");
    } else {
      seen(pace, share, lagMs, yaml);
    }
    compliance(result, yaml);
  }

  private static void seen(Pace pace, double share, long lagMs, YamlLines yaml) {
    yaml.comment(
        2,
        "Seen from "
            + pace.from().truncatedTo(ChronoUnit.SECONDS)
            + " to "
            + pace.to().truncatedTo(ChronoUnit.SECONDS)
            + ".");
    Duration quiet = pace.longestQuiet(1 / share);
    Optional<Pace.Hours> hours = pace.hours();
    if (pace.span().compareTo(LONG_ENOUGH) < 0 || hours.isEmpty()) {
      yaml.comment(
          2,
          "That is too short for limits of freshness and volume."
              + (pace.span().compareTo(LONG_ENOUGH_TO_TELL) < 0
                  ? ""
                  : " Up to "
                      + seconds(quiet)
                      + " passed without an event; at this pace there are "
                      + perHour(pace, share)
                      + " per hour."));
      return;
    }
    yaml.line(2, "freshness:");
    yaml.comment(
        3,
        "up to "
            + seconds(quiet)
            + " passed without an event"
            + (lagMs == 0
                ? ""
                : ", and records come "
                    + seconds(Duration.ofMillis(lagMs))
                    + " after their events"));
    yaml.line(3, "maxDelaySeconds: " + delay(quiet, lagMs));
    long fewest = Math.round(Math.floor(share * hours.get().fewest()));
    long most = Math.round(Math.ceil(share * hours.get().most()));
    yaml.line(2, "volume:");
    yaml.comment(3, "about " + fewest + " to " + most + " events per hour");
    if (fewest / FACTOR > 0) {
      yaml.line(3, "minEventsPerHour: " + rounded(fewest / FACTOR, false));
    }
    yaml.line(3, "maxEventsPerHour: " + rounded(Math.max(1, most) * FACTOR, true));
  }

  private static long perHour(Pace pace, double share) {
    return Math.round(share * pace.count() * HOUR_MS / pace.span().toMillis());
  }

  private static long delay(Duration quiet, long lagMs) {
    double seconds =
        QUIET_FACTOR * quiet.toMillis() / Duration.ofSeconds(1).toMillis()
            + lagMs / (double) Duration.ofSeconds(1).toMillis();
    return Math.max(LEAST_DELAY_SECONDS, rounded((long) Math.ceil(seconds), true));
  }

  /** To two digits, so that it looks like what it is. */
  private static long rounded(long number, boolean up) {
    long unit = 1;
    while (number / unit >= 100) {
      unit *= 10;
    }
    return (up ? (number + unit - 1) / unit : number / unit) * unit;
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static void compliance(GateCheck.Result result, YamlLines yaml) {
    double passed = result.records() == 0 ? 0 : (double) result.passed() / result.records();
    yaml.comment(
        2, Share.of(result.passed(), result.records()) + " of the sample pass this contract.");
    result
        .failures()
        .forEach((what, count) -> yaml.comment(2, "fails: " + what + " (" + count + ")"));
    RATES.stream()
        .filter(rate -> passed >= rate)
        .findFirst()
        .ifPresent(
            rate -> {
              yaml.line(2, "compliance:");
              yaml.line(3, "minRate: " + rate);
            });
  }
}
