package io.signalfactory.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.deployment.DeploymentJson;
import io.signalfactory.past.PastWindow;
import io.signalfactory.past.Usual;
import io.signalfactory.query.DatasetPast;
import io.signalfactory.query.PastRequest;
import io.signalfactory.query.Queries;
import io.signalfactory.server.cluster.Ages;
import io.signalfactory.server.http.Response;
import io.signalfactory.server.http.Route;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import io.signalfactory.tally.VersionHistory;
import io.signalfactory.time.Rfc3339Writer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the charts of one dataset show, in one answer: a column of numbers for each line of a
 * chart, with one number per window.
 */
final class PastResource implements Resource {

  /** Two days by minute, and some. */
  static final int MAX_WINDOWS = 3_000;

  private static final long SECONDS_PER_HOUR = 3_600;
  private static final int SECONDS_PER_MINUTE = 60;

  private final Queries queries;
  private final InstantSource clock;

  PastResource(Queries queries, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/datasets/{urn}/history",
                List.of("from", "to", "step"),
                "all that the charts of a dataset show",
                call ->
                    history(
                        call.path("urn"),
                        HistorySpan.of(call.query(), clock.instant(), MAX_WINDOWS)))
            .aboutDataset("urn"));
  }

  private Response history(String urn, HistorySpan span) {
    DatasetPast past =
        queries
            .past(new PastRequest(urn, span.windows(), clock.instant()))
            .orElseThrow(() -> UnknownDataset.problem(urn));
    List<PastWindow> windows = past.windows().windows();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("dataset_urn", urn);
    tree.put("from", time(HistorySpan.startOf(span.windows().fromMinute())));
    tree.put("to", time(HistorySpan.startOf(span.windows().toMinute())));
    tree.put("step", span.step().toString());
    tree.put("windows", windows.size());
    tree.put("counted_from", time(past.windows().countedFrom()));
    tree.put("judged_from", time(past.windows().judgedFrom()));
    tree.set("limits", PastLimits.tree(past.contract()));
    coverage(tree.putObject("coverage"), windows, span);
    states(tree.putObject("states"), windows);
    freshness(tree.putObject("freshness"), windows);
    volume(tree.putObject("volume"), windows, past);
    compliance(tree.putObject("compliance"), windows, span);
    PastQuality.add(tree.putObject("quality"), windows);
    versions(tree.putArray("versions"), past.versions());
    ArrayNode deployments = tree.putArray("deployments");
    past.deployments().forEach(each -> deployments.add(DeploymentJson.tree(each)));
    breaches(tree.putArray("breaches"), past.breaches());
    return Ages.told(Response.json(tree), queries.sight(urn));
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : Rfc3339Writer.format(time);
  }

  /** Shares of each window, 0 to 1. */
  private static void coverage(ObjectNode tree, List<PastWindow> windows, HistorySpan span) {
    double seconds = span.windows().stepMinutes() * (double) SECONDS_PER_MINUTE;
    ArrayNode counted = tree.putArray("counted");
    ArrayNode judged = tree.putArray("judged");
    for (PastWindow window : windows) {
      counted.add(share(window.countedSeconds(), seconds));
      judged.add(share(window.judged().seconds(), seconds));
    }
  }

  /** In thousandths, which is finer than what a chart can show. */
  private static double share(long part, double whole) {
    return Math.min(1, Math.floor(part / whole * 1_000) / 1_000);
  }

  /** One letter per window, as in the strip of an overview. */
  private static void states(ObjectNode tree, List<PastWindow> windows) {
    for (Signal signal : Signal.values()) {
      StringBuilder letters = new StringBuilder(windows.size());
      for (PastWindow window : windows) {
        letters.append(letter(window.judged().worst().of(signal)));
      }
      tree.put(signal.label(), letters.toString());
    }
  }

  private static char letter(@Nullable State state) {
    return state == null ? '.' : state.name().charAt(0);
  }

  private static void freshness(ObjectNode tree, List<PastWindow> windows) {
    ArrayNode worst = tree.putArray("worst_staleness_seconds");
    for (PastWindow window : windows) {
      Integer seconds = window.judged().stalenessSeconds();
      if (seconds == null) {
        worst.addNull();
      } else {
        worst.add(seconds);
      }
    }
  }

  private static void volume(ObjectNode tree, List<PastWindow> windows, DatasetPast past) {
    ArrayNode events = tree.putArray("events");
    ArrayNode late = tree.putArray("late_events");
    for (PastWindow window : windows) {
      addIf(window.isCounted(), events, window.counted().counts().events());
      late.add(window.late().events());
    }
    ArrayNode usual = tree.putArray("usual");
    past.usual().forEach((hour, band) -> usual.add(usual(hour, band)));
  }

  private static ObjectNode usual(long hour, Usual events) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("start", time(Instant.ofEpochSecond(hour * SECONDS_PER_HOUR)));
    tree.put("expected", events.expected());
    tree.put("low", events.low());
    tree.put("high", events.high());
    return tree;
  }

  private static void compliance(ObjectNode tree, List<PastWindow> windows, HistorySpan span) {
    ArrayNode failed = tree.putArray("failed");
    ArrayNode warned = tree.putArray("warned");
    ArrayNode late = tree.putArray("late_failed");
    for (PastWindow window : windows) {
      addIf(window.isCounted(), failed, window.counted().counts().failed());
      addIf(window.isCounted(), warned, window.counted().counts().warned());
      addIf(span.windows().ofWholeHours(), late, window.late().failed());
    }
  }

  private static void addIf(boolean known, ArrayNode column, long number) {
    if (known) {
      column.add(number);
    } else {
      column.addNull();
    }
  }

  private static void versions(ArrayNode list, List<VersionHistory.SeenVersion> versions) {
    for (VersionHistory.SeenVersion seen : versions) {
      ObjectNode tree = list.addObject();
      tree.put("service", seen.serviceVersion().service());
      tree.put("version", seen.serviceVersion().version());
      tree.put("first_seen", time(Instant.ofEpochMilli(seen.firstSeenMs())));
      tree.put("last_seen", time(Instant.ofEpochMilli(seen.lastSeenMs())));
    }
  }

  private static void breaches(ArrayNode list, List<Breach> breaches) {
    for (Breach breach : breaches) {
      ObjectNode tree = list.addObject();
      tree.put("breach_id", breach.breachId());
      tree.put("signal", breach.key().signal().label());
      tree.put("consumer", breach.key().consumer());
      tree.put("status", breach.status().name());
      tree.put("severity", breach.severity().name());
      tree.put("opened_at", time(breach.openedAt()));
      tree.put("resolved_at", time(breach.resolvedAt()));
      tree.put("summary", breach.summary());
    }
  }
}
