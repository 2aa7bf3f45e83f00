package io.signalfactory.stream;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalfactory.query.BreachFilter;
import io.signalfactory.query.DatasetHistory;
import io.signalfactory.query.HistoryRequest;
import io.signalfactory.query.Listed;
import io.signalfactory.query.Queries;
import io.signalfactory.query.Slice;
import io.signalfactory.query.StateFilter;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.SignalState;
import io.signalfactory.tally.Counts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What can be asked of an application that has gone on from an {@link UpgradeFixture} for some
 * seconds, in texts that can be compared and read.
 *
 * @param hours by dataset and hour of event time: events, failed, warned, rule evaluations, rule
 *     passes
 * @param states by signal: its state, and its breach if one is open
 * @param breaches by id: the signal, the status, the severity, when it opened and when it ended
 * @param baseline what is usual of the running hour of {@link UpgradeScenario#CREATED}
 * @param latestOrder the number of the latest order that was sent
 */
record UpgradeExpectation(
    SortedMap<String, SortedMap<String, String>> hours,
    SortedMap<String, String> states,
    SortedMap<String, String> breaches,
    String baseline,
    int latestOrder) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Minutes that are older may have expired, or be about to. */
  private static final Duration COUNTED = Duration.ofHours(40);

  private static final Duration COUNTED_OF_REFUNDED = Duration.ofHours(1);

  private static final StateFilter ALL_STATES = new StateFilter(null, null, null, null);

  private static final BreachFilter ALL_BREACHES =
      new BreachFilter(Set.of(Breach.Status.values()), null);

  /** The partitions of {@link UpgradeTopics}. */
  static final Slice EVERYWHERE = Slice.all(List.of(0, 1));

  /**
   * What an application answers.
   *
   * @param latestOrder the number of the latest order that was sent
   */
  static UpgradeExpectation of(Queries queries, Instant now, int latestOrder) {
    SortedMap<String, SortedMap<String, String>> hours = new TreeMap<>();
    for (String urn : UpgradeScenario.DATASETS) {
      SortedMap<String, Counts> counts = counts(queries, urn, now);
      SortedMap<String, String> texts = new TreeMap<>();
      counts.forEach((hour, count) -> texts.put(hour, text(count)));
      hours.put(urn, texts);
    }
    SortedMap<String, String> states = new TreeMap<>();
    String baseline = "";
    for (Listed<SignalState> listed : queries.states(ALL_STATES, EVERYWHERE)) {
      SignalState state = listed.value();
      String id = state.breachId();
      states.put(state.key().text(), state.state() + (id == null ? "" : " " + id));
      if (state.key().text().equals(UpgradeScenario.CREATED + "|volume")) {
        baseline = String.valueOf(state.details().get("baseline"));
      }
    }
    SortedMap<String, String> breaches = new TreeMap<>();
    for (Listed<Breach> listed : queries.breaches(ALL_BREACHES, EVERYWHERE)) {
      Breach breach = listed.value();
      breaches.put(
          breach.breachId(),
          breach.key().text()
              + " "
              + breach.status()
              + " "
              + breach.severity()
              + " "
              + breach.openedAt()
              + " "
              + breach.resolvedAt());
    }
    return new UpgradeExpectation(hours, states, breaches, baseline, latestOrder);
  }

  /** The counts of the hours of a dataset that are compared. */
  static SortedMap<String, Counts> counts(Queries queries, String urn, Instant now) {
    SortedMap<String, Counts> hours = new TreeMap<>();
    history(queries, urn, now)
        .ifPresent(
            history ->
                history
                    .minutes()
                    .forEach(
                        (minute, counts) ->
                            hours.merge(
                                hourOf(Instant.ofEpochSecond(minute * 60)), counts, Counts::plus)));
    return hours;
  }

  /** The history of a dataset that is compared; empty if the dataset is unknown. */
  static Optional<DatasetHistory> history(Queries queries, String urn, Instant now) {
    return queries.history(
        new HistoryRequest(
            urn, firstHour(urn, now).getEpochSecond() / 60, now.getEpochSecond() / 60 + 1));
  }

  /** The first hour of a dataset that is compared. */
  static Instant firstHour(String urn, Instant now) {
    Duration back = urn.equals(UpgradeScenario.REFUNDED) ? COUNTED_OF_REFUNDED : COUNTED;
    return now.minus(back).truncatedTo(ChronoUnit.HOURS);
  }

  static String hourOf(Instant time) {
    return time.truncatedTo(ChronoUnit.HOURS).toString();
  }

  static String text(Counts counts) {
    return counts.events()
        + " "
        + counts.failed()
        + " "
        + counts.warned()
        + " "
        + counts.ruleEvaluations()
        + " "
        + counts.rulePasses();
  }

  /** The ids of the open breaches by signal. */
  Map<String, String> openBreaches() {
    Map<String, String> open = new TreeMap<>();
    states.forEach(
        (signal, state) -> {
          int space = state.indexOf(' ');
          if (space > 0) {
            open.put(signal, state.substring(space + 1));
          }
        });
    return open;
  }

  /** Reads the expectation of the fixture of that name from {@code formats/NAME/expected.json}. */
  static UpgradeExpectation named(String name) throws IOException {
    try (InputStream json = UpgradeFixture.resource(name, "expected.json")) {
      return JSON.readValue(json, UpgradeExpectation.class);
    }
  }

  /** Writes the file {@code expected.json} into a folder. */
  void write(Path folder) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    Files.writeString(
        folder.resolve("expected.json"), JSON.writer(printer).writeValueAsString(this) + "\n");
  }
}
