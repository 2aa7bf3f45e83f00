package io.signalfactory.contract;

import io.signalfactory.text.Shown;
import io.signalfactory.text.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what changes in the service levels of a contract. */
final class SloWords {

  private static final int MAX_SHOWN = 80;
  private static final String PER_HOUR = " events per hour";
  private static final String MINUTES = " min";

  private SloWords() {}

  static void compare(Slos older, Slos newer, WordList words) {
    Slos.Freshness before = older.freshness();
    Slos.Freshness after = newer.freshness();
    delay(
        "freshness limit",
        before == null ? null : before.maxDelay(),
        after == null ? null : after.maxDelay(),
        words);
    delay(
        "freshness warning",
        before == null ? null : before.warningDelay(),
        after == null ? null : after.warningDelay(),
        words);
    consumers(older.consumers(), newer.consumers(), words);
    volume(older.volume(), newer.volume(), words);
    Slos.Compliance compliance = older.compliance();
    Slos.Compliance nowCompliance = newer.compliance();
    rate(
        "compliance",
        compliance == null ? null : new Rate(compliance.minRate(), compliance.windowMinutes()),
        nowCompliance == null
            ? null
            : new Rate(nowCompliance.minRate(), nowCompliance.windowMinutes()),
        words);
    Slos.Quality quality = older.quality();
    Slos.Quality nowQuality = newer.quality();
    rate(
        "quality",
        quality == null ? null : new Rate(quality.minRate(), quality.windowMinutes()),
        nowQuality == null ? null : new Rate(nowQuality.minRate(), nowQuality.windowMinutes()),
        words);
  }

  private static void delay(
      String what, @Nullable Duration before, @Nullable Duration after, WordList words) {
    words.changed(what, seconds(before), seconds(after), after == null ? "" : " s");
  }

  private static @Nullable String seconds(@Nullable Duration delay) {
    if (delay == null) {
      return null;
    }
    return delay.toNanosPart() == 0
        ? Long.toString(delay.toSeconds())
        : delay.toSeconds() + "." + "%09d".formatted(delay.toNanosPart());
  }

  private static void consumers(
      List<Slos.ConsumerFreshness> older, List<Slos.ConsumerFreshness> newer, WordList words) {
    Map<String, Slos.ConsumerFreshness> before = new HashMap<>();
    older.forEach(consumer -> before.put(consumer.consumer(), consumer));
    Map<String, Slos.ConsumerFreshness> left = new HashMap<>(before);
    for (Slos.ConsumerFreshness consumer : newer) {
      Slos.ConsumerFreshness earlier = before.get(consumer.consumer());
      left.remove(consumer.consumer());
      String name = Shown.of(consumer.consumer(), MAX_SHOWN);
      delay(
          "freshness limit for " + name,
          earlier == null ? null : earlier.maxDelay(),
          consumer.maxDelay(),
          words);
      delay(
          "freshness warning for " + name,
          earlier == null ? null : earlier.warningDelay(),
          consumer.warningDelay(),
          words);
    }
    for (Slos.ConsumerFreshness consumer : older) {
      if (left.containsKey(consumer.consumer())) {
        delay(
            "freshness limit for " + Shown.of(consumer.consumer(), MAX_SHOWN),
            consumer.maxDelay(),
            null,
            words);
      }
    }
    boolean sameButForOrder = older.size() == newer.size() && newer.containsAll(older);
    if (sameButForOrder && !older.equals(newer)) {
      words.add("consumers in another order");
    }
  }

  private static void volume(
      Slos.@Nullable Volume before, Slos.@Nullable Volume after, WordList words) {
    if (before == null || after == null) {
      if (before != null || after != null) {
        words.changed(
            "volume limits", before == null ? null : "some", after == null ? null : text(after));
      }
      return;
    }
    words.changed(
        "volume minimum",
        count(before.minEventsPerHour()),
        count(after.minEventsPerHour()),
        PER_HOUR);
    words.changed(
        "volume maximum",
        count(before.maxEventsPerHour()),
        count(after.maxEventsPerHour()),
        PER_HOUR);
    words.changed("volume window", before.windowMinutes(), after.windowMinutes(), MINUTES);
    anomalies(before.anomalyDetection(), after.anomalyDetection(), words);
  }

  private static String text(Slos.Volume volume) {
    List<String> limits = new ArrayList<>();
    if (volume.minEventsPerHour() != null) {
      limits.add("at least " + count(volume.minEventsPerHour()) + PER_HOUR);
    }
    if (volume.maxEventsPerHour() != null) {
      limits.add("at most " + count(volume.maxEventsPerHour()) + PER_HOUR);
    }
    if (volume.anomalyDetection() != null && volume.anomalyDetection().enabled()) {
      limits.add("what is unusual");
    }
    return limits.isEmpty()
        ? "a window of " + volume.windowMinutes() + MINUTES
        : String.join(", ", limits);
  }

  private static @Nullable String count(@Nullable Long limit) {
    return limit == null ? null : Wording.count(limit);
  }

  private static void anomalies(
      Slos.@Nullable AnomalyDetection before,
      Slos.@Nullable AnomalyDetection after,
      WordList words) {
    if (before == null || after == null) {
      words.changed("unusual volume", text(before), text(after));
      return;
    }
    words.changed("unusual volume", onOrOff(before), onOrOff(after));
    words.changed("sensitivity to unusual volume", before.sensitivity(), after.sensitivity());
    words.changed("seasons of volume", before.seasonality(), after.seasonality());
    words.changed("time zone of volume", before.timeZone(), after.timeZone());
    words.changed("exceptions of volume", dates(before), dates(after));
    if (!before.exceptions().equals(after.exceptions()) && dates(before).equals(dates(after))) {
      words.add("other exceptions of volume");
    }
  }

  private static @Nullable String text(Slos.@Nullable AnomalyDetection how) {
    return how == null
        ? null
        : onOrOff(how) + " (" + how.sensitivity() + ", " + how.seasonality() + ")";
  }

  private static String onOrOff(Slos.AnomalyDetection how) {
    return how.enabled() ? "on" : "off";
  }

  private static String dates(Slos.AnomalyDetection how) {
    return how.exceptions().size() > 5
        ? how.exceptions().size() + " dates"
        : how.exceptions().stream()
            .map(Object::toString)
            .collect(Collectors.joining(", ", "[", "]"));
  }

  private record Rate(double minRate, int windowMinutes) {}

  private static void rate(
      String signal, @Nullable Rate before, @Nullable Rate after, WordList words) {
    words.changed(
        signal + " required",
        before == null ? null : Wording.limitPercent(before.minRate()),
        after == null ? null : Wording.limitPercent(after.minRate()));
    if (before != null && after != null) {
      words.changed(signal + " window", before.windowMinutes(), after.windowMinutes(), MINUTES);
    }
  }
}
