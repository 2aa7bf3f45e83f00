package io.signalfactory.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalfactory.peer.PeerAnswer;
import io.signalfactory.peer.PeerException;
import io.signalfactory.peer.Peers;
import io.signalfactory.query.Address;
import io.signalfactory.query.Instance;
import io.signalfactory.query.InstanceReport;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.query.Placement;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.Response;
import io.signalfactory.time.Rfc3339Writer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/**
 * Who is there: what every instance says of itself, and of those that say nothing, why, and what
 * they were given to do. It is answered in every state, as it is asked when something is wrong.
 */
final class EveryInstance {

  static final String PATH = "/api/v1/instances";

  private static final int OK = 200;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Instance instance;
  private final Peers peers;
  private final LongSupplier nanoClock;

  EveryInstance(Instance instance, Peers peers, LongSupplier nanoClock) {
    this.instance = instance;
    this.peers = peers;
    this.nanoClock = nanoClock;
  }

  /** The answer for other instances: this one. */
  Response answerHere(Call call) {
    return Response.json(self());
  }

  /** The answer for everybody: all of them. */
  Response answer(Call call) {
    Placement placement = instance.placement();
    Deadline deadline = new Deadline(nanoClock, call.arrivedAt());
    Map<Address, CompletableFuture<PeerAnswer>> asked = new TreeMap<>();
    for (Address address : others(placement)) {
      asked.put(address, peers.ask(address, Internal.path(PATH), Map.of(), deadline.forOne()));
    }
    List<JsonNode> all = new ArrayList<>();
    all.add(self());
    boolean partial = false;
    for (Map.Entry<Address, CompletableFuture<PeerAnswer>> other : asked.entrySet()) {
      ObjectNode said = said(other.getKey(), other.getValue(), placement);
      partial |= !said.path("answers").asBoolean();
      all.add(said.put("asked", false));
    }
    return Response.json(document(all, partial, placement.partitions()));
  }

  private static Collection<Address> others(Placement placement) {
    try {
      Set<Address> others = new TreeSet<>(placement.instances());
      placement.self().ifPresent(others::remove);
      return others;
    } catch (NotReadyException e) {
      return List.of();
    }
  }

  private static ObjectNode document(List<JsonNode> all, boolean partial, int partitions) {
    SortedSet<Integer> missing = new TreeSet<>();
    for (int partition = 0; partition < partitions; partition++) {
      missing.add(partition);
    }
    for (JsonNode one : all) {
      if (one.path("answers").asBoolean()) {
        one.path("active").forEach(partition -> missing.remove(partition.asInt()));
        one.path("standby")
            .forEach(
                copy -> {
                  if (copy.path("staleness_ms").isNumber()) {
                    missing.remove(copy.path("partition").asInt());
                  }
                });
      }
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.putArray("items").addAll(all);
    document.put("partial", partial || !missing.isEmpty());
    missing.forEach(document.putArray("missing_partitions")::add);
    document.putNull("next_cursor");
    return document.put("partitions", partitions);
  }

  private ObjectNode said(
      Address address, CompletableFuture<PeerAnswer> answer, Placement placement) {
    try {
      PeerAnswer said = answer.join();
      if (said.status() != OK) {
        return silent(address, Refusal.detail(said), placement);
      }
      return MAPPER.readTree(said.body()) instanceof ObjectNode report
              && report.path("answers").asBoolean()
          ? report
          : silent(address, "it has sent what is no report", placement);
    } catch (CompletionException e) {
      if (e.getCause() instanceof PeerException reason) {
        return silent(address, String.valueOf(reason.getMessage()), placement);
      }
      throw e;
    } catch (IOException e) {
      return silent(address, "it has sent what is no JSON", placement);
    }
  }

  /** Of an instance that does not answer, only the assignment is known. */
  private static ObjectNode silent(Address address, String reason, Placement placement) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("address", address.toString());
    tree.put("asked", false);
    tree.put("answers", false);
    tree.putNull("version");
    tree.putNull("started_at");
    tree.putNull("state");
    tree.put("ready", false);
    tree.put("reason", reason);
    tree.putNull("since");
    ArrayNode active = tree.putArray("active");
    ArrayNode standby = tree.putArray("standby");
    for (int partition = 0; partition < placement.partitions(); partition++) {
      if (address.equals(placement.holders(partition).active())) {
        active.add(partition);
      } else if (placement.holders(partition).standbys().contains(address)) {
        standby.add(copy(partition).putNull("records_behind").putNull("staleness_ms"));
      }
    }
    tree.putArray("restoring");
    return tree;
  }

  private static ObjectNode copy(int partition) {
    return JsonNodeFactory.instance.objectNode().put("partition", partition);
  }

  private ObjectNode self() {
    InstanceReport report = instance.report();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("address", instance.placement().self().map(Address::toString).orElse(null));
    tree.put("asked", true);
    tree.put("answers", true);
    tree.put("version", report.version());
    tree.put("started_at", Rfc3339Writer.format(report.startedAt()));
    tree.put("state", report.state());
    tree.put("ready", report.readiness().ready());
    tree.put("reason", report.readiness().reason());
    tree.put("since", Rfc3339Writer.format(report.readiness().since()));
    report.active().forEach(tree.putArray("active")::add);
    ArrayNode standby = tree.putArray("standby");
    for (InstanceReport.Copy copy : report.copies()) {
      Duration age = copy.age();
      standby.add(
          copy(copy.partition())
              .put("records_behind", copy.recordsBehind())
              .put("staleness_ms", age == null ? null : age.toMillis()));
    }
    ArrayNode restoring = tree.putArray("restoring");
    for (InstanceReport.Restore restore : report.restores()) {
      restoring
          .addObject()
          .put("store", restore.store())
          .put("partition", restore.partition())
          .put("restored", restore.restored())
          .put("total", restore.total());
    }
    return tree;
  }
}
