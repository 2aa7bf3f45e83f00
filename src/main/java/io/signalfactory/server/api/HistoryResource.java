package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.query.DatasetHistory;
import io.signalfactory.query.HistoryRequest;
import io.signalfactory.query.Queries;
import io.signalfactory.server.cluster.Ages;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import io.signalfactory.signal.HourlyVolume;
import io.signalfactory.signal.Measure;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import io.signalfactory.signal.Terms;
import io.signalfactory.tally.Counts;
import io.signalfactory.time.Rfc3339Writer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The windows behind a signal: sums of the minutes that are stored for its dataset. */
final class HistoryResource implements Resource {

  private final Queries queries;
  private final InstantSource clock;

  HistoryResource(Queries queries, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/signals/{urn}/{signal}/history",
                List.of("from", "to", "step"),
                "the windows behind a signal",
                call ->
                    history(
                        call.path("urn"),
                        SignalName.of(call.path("signal")),
                        HistorySpan.of(call.query(), clock.instant())))
            .aboutDataset("urn"));
  }

  private Response history(String urn, Signal signal, HistorySpan span) {
    DatasetHistory history =
        queries
            .history(new HistoryRequest(urn, span.fromMinute(), span.toMinute()))
            .orElseThrow(() -> UnknownDataset.problem(urn));
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("dataset_urn", urn);
    tree.put("signal", signal.label());
    tree.put("unit", unit(signal).label());
    tree.put("step", span.step().toString());
    Long firstStored = history.firstStored();
    tree.put(
        "kept_from",
        firstStored == null ? null : Rfc3339Writer.format(HistorySpan.startOf(firstStored)));
    ArrayNode windows = tree.putArray("windows");
    Optional<CalendarHours> hours = calendarHours(urn, signal, span, history.observed());
    Counts[] sums = sums(history.minutes(), span);
    for (int i = 0; i < sums.length; i++) {
      Counts sum = sums[i];
      Instant start = HistorySpan.startOf(span.firstMinute(i));
      ObjectNode window = window(signal, start, HistorySpan.startOf(span.firstMinute(i + 1)), sum);
      hours.ifPresent(h -> window.put("state", h.state(start, sum.events()).name()));
      windows.add(window);
    }
    return Ages.told(Response.json(tree), queries.sight(urn));
  }

  /** Only calendar hours of volume have a state. */
  private Optional<CalendarHours> calendarHours(
      String urn, Signal signal, HistorySpan span, @Nullable ObservedSpan observed) {
    return signal == Signal.VOLUME && span.step().equals(HistoryStep.HOUR) && observed != null
        ? Optional.of(new CalendarHours(new Terms(queries.contract(urn).orElse(null)), observed))
        : Optional.empty();
  }

  private static Counts[] sums(SortedMap<Long, Counts> minutes, HistorySpan span) {
    Counts[] sums = new Counts[(int) span.windows()];
    Arrays.fill(sums, Counts.ZERO);
    minutes.forEach(
        (minute, counts) -> {
          int window = span.windowOf(minute);
          sums[window] = sums[window].plus(counts);
        });
    return sums;
  }

  private static ObjectNode window(Signal signal, Instant start, Instant end, Counts counts) {
    ObjectNode window = JsonNodeFactory.instance.objectNode();
    window.put("start", Rfc3339Writer.format(start));
    window.put("end", Rfc3339Writer.format(end));
    window.put("events", counts.events());
    window.put("failed", counts.failed());
    window.put("warned", counts.warned());
    window.put("rule_evaluations", counts.ruleEvaluations());
    window.put("rule_passes", counts.rulePasses());
    window.put("value", value(signal, counts));
    return window;
  }

  /** The signal's value in a window; null for freshness, which has a value at a moment only. */
  private static @Nullable Double value(Signal signal, Counts counts) {
    return switch (signal) {
      case FRESHNESS -> null;
      case VOLUME -> (double) counts.events();
      case COMPLIANCE -> ratio(counts.events() - counts.failed(), counts.events());
      case QUALITY -> ratio(counts.rulePasses(), counts.ruleEvaluations());
    };
  }

  private static @Nullable Double ratio(long passed, long total) {
    return total == 0 ? null : (double) passed / total;
  }

  private static Measure.Unit unit(Signal signal) {
    return switch (signal) {
      case FRESHNESS -> Measure.Unit.SECONDS;
      case VOLUME -> Measure.Unit.EVENTS;
      case COMPLIANCE, QUALITY -> Measure.Unit.RATIO;
    };
  }

  /** What calendar hours are judged by. */
  private record CalendarHours(Terms terms, ObservedSpan observed) {

    State state(Instant start, long events) {
      return HourlyVolume.judge(start, events, terms, observed);
    }
  }
}
