package io.signalfactory.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.query.ContractIndex;
import io.signalfactory.query.SignalStores;
import io.signalfactory.signal.HourlyVolume;
import io.signalfactory.signal.Measure;
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
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The windows behind a signal: sums of the minutes that the dataset's state keeps. */
final class HistoryResource implements Resource {

  private static final int MINUTES_AN_HOUR = 60;

  private final SignalStores signals;
  private final KnownDatasets known;
  private final ContractIndex contracts;
  private final InstantSource clock;

  HistoryResource(
      SignalStores signals, KnownDatasets known, ContractIndex contracts, InstantSource clock) {
    this.signals = signals;
    this.known = known;
    this.contracts = contracts;
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
                    HistorySpan.of(call.query(), clock.instant()))));
  }

  private Response history(String urn, Signal signal, HistorySpan span) {
    known.require(urn);
    Counts[] windows = new Counts[(int) span.windows()];
    Arrays.fill(windows, Counts.ZERO);
    signals
        .minutes(urn, span.fromMinute(), span.toMinute())
        .forEach(
            (minute, counts) ->
                windows[span.windowOf(minute)] = windows[span.windowOf(minute)].plus(counts));
    Optional<Judge> judge = judge(urn, signal, span);
    OptionalLong firstMinute = signals.firstMinute(urn);

    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("dataset_urn", urn);
    answer.put("signal", signal.label());
    answer.put("unit", unit(signal).label());
    answer.put("step", span.step().toString());
    answer.put("kept_from", firstMinute.isPresent() ? startOf(firstMinute.getAsLong()) : null);
    ArrayNode list = answer.putArray("windows");
    for (int i = 0; i < windows.length; i++) {
      ObjectNode window = window(signal, span.firstMinute(i), span.firstMinute(i + 1), windows[i]);
      Instant start = HistorySpan.startOf(span.firstMinute(i));
      long events = windows[i].events();
      judge.ifPresent(hours -> window.put("state", hours.judge(start, events).name()));
      list.add(window);
    }
    return Response.json(answer);
  }

  /** Calendar hours of volume have a state of their own; other windows have none. */
  private Optional<Judge> judge(String urn, Signal signal, HistorySpan span) {
    if (signal != Signal.VOLUME || span.step().minutes() != MINUTES_AN_HOUR) {
      return Optional.empty();
    }
    Terms terms = new Terms(contracts.of(urn).orElse(null));
    return signals
        .observed(urn)
        .map(observed -> (start, events) -> HourlyVolume.judge(start, events, terms, observed));
  }

  private static ObjectNode window(Signal signal, long from, long to, Counts counts) {
    ObjectNode window = JsonNodeFactory.instance.objectNode();
    window.put("start", startOf(from));
    window.put("end", startOf(to));
    window.put("events", counts.events());
    window.put("failed", counts.failed());
    window.put("warned", counts.warned());
    window.put("rule_evaluations", counts.ruleEvaluations());
    window.put("rule_passes", counts.rulePasses());
    window.put("value", value(signal, counts));
    return window;
  }

  /** The signal's value in a window; null for freshness, which is of a moment and not of a span. */
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

  private static String startOf(long minute) {
    return Rfc3339Writer.format(HistorySpan.startOf(minute));
  }

  @FunctionalInterface
  private interface Judge {
    State judge(Instant start, long events);
  }
}
