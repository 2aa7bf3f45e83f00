package io.signalfactory.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares all counts to the last record, while the load rests. */
final class RestingCounts {

  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(15);

  private final Scene scene;
  private final Probe probe;
  private final long began;
  private final Map<Feed, Long> missed = new HashMap<>();

  /**
   * @param began milliseconds since 1970, before the first record
   */
  RestingCounts(Scene scene, Probe probe, long began) {
    this.scene = scene;
    this.probe = probe;
    this.began = began;
  }

  /** Lets the load rest for a moment, so that counts can be compared to the last record. */
  List<String> wrongs() throws InterruptedException {
    scene.load().pause();
    try {
      var unused =
          Patience.await(SETTLES_WITHIN, () -> scene.counts().complete() && miscounts().isEmpty());
      List<String> wrongs = new ArrayList<>(scene.counts().wrongs());
      wrongs.addAll(miscounts());
      // Each fault answers for its own.
      for (Feed feed : Feed.ALL) {
        missed.put(feed, scene.counts().evidence(feed.topic()) - countedEvents(feed));
      }
      if (scene.load().refused() > 0) {
        wrongs.add(
            "the broker refused " + scene.load().refused() + " records, so counts prove nothing");
      }
      return wrongs;
    } finally {
      scene.load().resume();
    }
  }

  private List<String> miscounts() {
    List<String> all = new ArrayList<>();
    for (Feed feed : Feed.ALL) {
      long due = scene.counts().evidence(feed.topic()) - missed.getOrDefault(feed, 0L);
      long counted = countedEvents(feed);
      if (counted != due) {
        all.add(
            "SIGNALS counts "
                + Math.abs(counted - due)
                + (counted < due ? " events too few of " : " events too many of ")
                + feed.name());
      }
    }
    return all;
  }

  /** The events of a dataset since the start, according to the instance that counts them. */
  private long countedEvents(Feed feed) {
    String path =
        "/api/v1/signals/"
            + feed.urn()
            + "/volume/history?step=1h&from="
            + Instant.ofEpochMilli(began).minusSeconds(3_600);
    return scene.instances().stream()
        .map(instance -> probe.ask(instance.url() + path).join())
        .filter(Probe.Answer::ok)
        .mapToLong(answer -> sumOfEvents(answer.body()))
        .max()
        .orElse(0);
  }

  private static long sumOfEvents(String history) {
    try {
      long sum = 0;
      for (JsonNode window : new JsonMapper().readTree(history).path("windows")) {
        sum += window.path("events").asLong();
      }
      return sum;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a history is not JSON: " + history, e);
    }
  }
}
