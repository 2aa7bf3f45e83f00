package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.past.PastWindow;
import io.signalfactory.past.WindowSpan;
import io.signalfactory.query.DatasetPast;
import io.signalfactory.query.PastRequest;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The windows behind a signal. */
final class HistoryResource implements Resource {

  /** The most windows in one answer. */
  static final int MAX_WINDOWS = 1_500;

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
                        HistorySpan.of(call.query(), clock.instant(), MAX_WINDOWS)))
            .aboutDataset("urn"));
  }

  private Response history(String urn, Signal signal, HistorySpan span) {
    WindowSpan windows = span.windows();
    DatasetPast past =
        queries
            .past(new PastRequest(urn, windows, clock.instant()))
            .orElseThrow(() -> UnknownDataset.problem(urn));
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("dataset_urn", urn);
    tree.put("signal", signal.label());
    tree.put("unit", unit(signal).label());
    tree.put("step", span.step().toString());
    Instant keptFrom = keptFrom(past, windows);
    tree.put("kept_from", keptFrom == null ? null : Rfc3339Writer.format(keptFrom));
    ArrayNode list = tree.putArray("windows");
    Optional<CalendarHours> hours = calendarHours(past, signal, span);
    for (int i = 0; i < windows.windows(); i++) {
      PastWindow counted = past.windows().windows().get(i);
      Instant start = HistorySpan.startOf(windows.firstMinute(i));
      ObjectNode window =
          window(signal, start, HistorySpan.startOf(windows.firstMinute(i + 1)), counted);
      hours.ifPresent(
          h -> window.put("state", h.state(start, counted.counted().counts().events()).name()));
      list.add(window);
    }
    return Ages.told(Response.json(tree), queries.sight(urn));
  }

  /** The earliest of the minutes and, for windows of whole hours, of the roll-ups. */
  private static @Nullable Instant keptFrom(DatasetPast past, WindowSpan windows) {
    Long firstMinute = past.firstMinute();
    Instant minutes = firstMinute == null ? null : HistorySpan.startOf(firstMinute);
    Instant hours = windows.ofWholeHours() ? past.windows().countedFrom() : null;
    if (minutes == null || hours == null) {
      return minutes == null ? hours : minutes;
    }
    return minutes.isBefore(hours) ? minutes : hours;
  }

  /** Only calendar hours of volume have a state. */
  private static Optional<CalendarHours> calendarHours(
      DatasetPast past, Signal signal, HistorySpan span) {
    return signal == Signal.VOLUME
            && span.step().equals(HistoryStep.HOUR)
            && past.observed() != null
        ? Optional.of(new CalendarHours(new Terms(past.contract()), past.observed()))
        : Optional.empty();
  }

  private static ObjectNode window(Signal signal, Instant start, Instant end, PastWindow past) {
    Counts counts = past.counted().counts();
    ObjectNode window = JsonNodeFactory.instance.objectNode();
    window.put("start", Rfc3339Writer.format(start));
    window.put("end", Rfc3339Writer.format(end));
    window.put("events", counts.events());
    window.put("failed", counts.failed());
    window.put("warned", counts.warned());
    window.put("rule_evaluations", counts.ruleEvaluations());
    window.put("rule_passes", counts.rulePasses());
    window.put("value", value(signal, past));
    return window;
  }

  /** The signal's value in a window; for freshness the longest time without a newer event. */
  private static @Nullable Double value(Signal signal, PastWindow past) {
    Counts counts = past.counted().counts();
    return switch (signal) {
      case FRESHNESS -> seconds(past.judged().stalenessSeconds());
      case VOLUME -> (double) counts.events();
      case COMPLIANCE -> ratio(counts.events() - counts.failed(), counts.events());
      case QUALITY -> ratio(counts.rulePasses(), counts.ruleEvaluations());
    };
  }

  private static @Nullable Double seconds(@Nullable Integer staleness) {
    return staleness == null ? null : staleness.doubleValue();
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
