package io.signalfactory.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which states an instance may show. Where a record has waited for more than 15 seconds, its
 * dataset is UNKNOWN, with a reason; else each state is as the load makes it, or UNKNOWN.
 */
final class StateRules {

  /** So old may the sight of a dataset be that is shown in another state than UNKNOWN. */
  static final long TOLD_WITHIN_MS = 15_000;

  /** What the second between two looks and the rounding to seconds add. */
  static final long SLACK_MS = 2_500;

  /** Towards the end of a stretch without Evidence the application already reads again. */
  static final long READS_AGAIN_MS = 5_000;

  private final Map<Feed, List<Gap>> blind;
  private final boolean dataStops;
  private final Map<String, Integer> wrongs = new LinkedHashMap<>();
  private long told = -1;

  /**
   * @param from when the fault began, in milliseconds since 1970
   * @param to when it was over
   */
  StateRules(Sight sight, Promise promise, long from, long to) {
    this.blind =
        Feed.ALL.stream()
            .filter(feed -> !promise.touches(feed))
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    feed -> sight.gaps(feed.topic(), from, to, TOLD_WITHIN_MS)));
    this.dataStops = promise.stopsData();
    if (blind.values().stream().anyMatch(gaps -> !gaps.isEmpty())) {
      told = 0;
    }
  }

  /** The state that a signal has while nothing is wrong with the application. */
  static String due(Shown shown) {
    boolean fails = shown.urn().equals(Feed.REFUNDS.urn()) && shown.signal().equals("compliance");
    return fails ? "CRITICAL" : "OK";
  }

  /** Judges what was seen. */
  void judge(Collection<Look> looks) {
    for (Look look : looks) {
      blind.keySet().forEach(feed -> judge(look, feed));
      if (look.ready().ok() && blind.keySet().stream().allMatch(feed -> isTooLate(look, feed))) {
        wrong("instance " + look.instance() + " says that it is ready, and no record is judged");
      }
    }
  }

  private void judge(Look look, Feed feed) {
    for (Shown shown : look.states().values()) {
      if (!shown.urn().equals(feed.urn())) {
        continue;
      }
      String who = "instance " + look.instance() + " shows " + shown.key();
      if (shown.unknown()) {
        if (shown.reason().isBlank()) {
          wrong(who + " as UNKNOWN without a reason");
        }
        continue;
      }
      told = Math.max(told, blindMillis(look, feed));
      if (isTooLate(look, feed)) {
        wrong(
            "instance "
                + look.instance()
                + " shows states of "
                + feed.name()
                + " other than UNKNOWN, and its records are not judged");
      } else if (!shown.state().equals(due(shown)) && !dataStops) {
        wrong(who + " as " + shown.state() + ", which is false: " + shown.reason());
      }
    }
  }

  private boolean isTooLate(Look look, Feed feed) {
    return blindMillis(look, feed) > TOLD_WITHIN_MS + SLACK_MS;
  }

  /** How long the dataset had been blind when it was looked at, if it was blind for long; or -1. */
  private long blindMillis(Look look, Feed feed) {
    return blind.getOrDefault(feed, List.of()).stream()
        .filter(gap -> look.at() >= gap.from() && look.at() < gap.to() - READS_AGAIN_MS)
        .mapToLong(gap -> look.at() - gap.from())
        .max()
        .orElse(-1);
  }

  private void wrong(String message) {
    wrongs.merge(message, 1, Integer::sum);
  }

  /** What was wrong, with how often it was seen. */
  List<String> wrongs() {
    List<String> all = new ArrayList<>();
    wrongs.forEach((message, times) -> all.add(message + " (seen " + times + " times)"));
    return all;
  }

  /**
   * For how long another state than UNKNOWN was still shown after a dataset had become blind, in
   * milliseconds; -1 if none was blind for longer than 15 seconds.
   */
  long toldAfterMillis() {
    return told;
  }
}
