package io.signalfactory.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalfactory.rig.RigException;
import io.signalfactory.stream.report.DatasetPartitioner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Two instances that share many datasets, all of them with a contract and states. */
final class TwoInstances implements AutoCloseable {

  /** Of the application; the name of the group that reads. */
  static final String ID = "query";

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final int PARTITIONS = 4;
  private static final String FRESHNESS = "/freshness";

  // What has been read may go: the disk stays bounded.
  private static final Map<String, String> SHORT_LIVED =
      Map.of(
          "segment.bytes", "4194304", "retention.bytes", "8388608", "file.delete.delay.ms", "1000");

  private final Workload workload;
  private final Instance first;
  private final Instance second;
  private final Http http = new Http();
  private final JsonMapper json = new JsonMapper();

  private TwoInstances(Workload workload, Instance first, Instance second) {
    this.workload = workload;
    this.first = first;
    this.second = second;
  }

  static Workload workload(int datasets) {
    return Workload.of("orders", datasets, PARTITIONS).spread(1, datasets);
  }

  /** Starts both, and waits until each has some of the datasets and all have been judged. */
  static TwoInstances start(Lab lab, Workload workload, String javaOptions) throws Exception {
    lab.topics().create(workload.topicNames(), PARTITIONS, SHORT_LIVED);
    Path firstFile = Instance.configure(lab, ID, "a", workload, Map.of());
    Path secondFile = Instance.configure(lab, ID, "b", workload, Map.of());
    lab.prepare(firstFile, workload, TwoInstances::patient);
    lab.topics().configure(EvidenceCheck.TOPIC, SHORT_LIVED);
    // A record for each dataset, so that there is something to say of all.
    Feed.preload(lab.bootstrap(), workload);
    Instance first = Instance.start(lab, firstFile, javaOptions, PATIENCE);
    try {
      Instance second = Instance.start(lab, secondFile, javaOptions, PATIENCE);
      TwoInstances both = new TwoInstances(workload, first, second);
      try {
        both.awaitJudged();
        return both;
      } catch (IOException | InterruptedException | RuntimeException e) {
        second.process().close();
        throw e;
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      first.process().close();
      throw e;
    }
  }

  /** Most datasets get one record only; thousands of open breaches are not what is measured. */
  private static String patient(String contract) {
    String edited = contract;
    edited = ContractFolder.replace(edited, "maxDelaySeconds: 30", "maxDelaySeconds: 86400");
    edited = ContractFolder.replace(edited, "warningDelaySeconds: 15", "");
    edited = ContractFolder.replace(edited, "maxDelaySeconds: 20", "maxDelaySeconds: 86400");
    edited = ContractFolder.replace(edited, "minEventsPerHour: 27000", "");
    edited =
        ContractFolder.replace(edited, "maxEventsPerHour: 54000", "maxEventsPerHour: 1000000000");
    edited = ContractFolder.replace(edited, "windowMinutes: 1", "windowMinutes: 60");
    return ContractFolder.replace(edited, "windowMinutes: 3", "windowMinutes: 60");
  }

  private void awaitJudged() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isShared() || judged() < workload.datasets()) {
      requireAlive();
      if (System.nanoTime() - deadline > 0) {
        throw new RigException(
            judged() + " of " + workload.datasets() + " datasets are judged" + tail());
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  private boolean isShared() throws IOException, InterruptedException {
    return !judgedBy(first).isEmpty()
        && !judgedBy(second).isEmpty()
        && judgedBy(first).size() + judgedBy(second).size() == PARTITIONS;
  }

  private Set<Integer> judgedBy(Instance instance) throws IOException, InterruptedException {
    Set<Integer> partitions = new HashSet<>();
    Optional<String> answer = http.get(first.url() + "/api/v1/instances");
    if (answer.isPresent()) {
      for (JsonNode one : json.readTree(answer.get()).path("items")) {
        if (instance.url().endsWith("/" + one.path("address").asText())) {
          one.path("active").forEach(partition -> partitions.add(partition.asInt()));
        }
      }
    }
    return partitions;
  }

  /** How many datasets the first instance answers for, with all of their states. */
  private int judged() throws IOException, InterruptedException {
    int judged = 0;
    String next = "";
    while (next != null) {
      Optional<String> answer = http.get(datasets(500) + next);
      if (answer.isEmpty()) {
        return judged;
      }
      JsonNode page = json.readTree(answer.get());
      for (JsonNode dataset : page.path("items")) {
        judged += dataset.path("states").isEmpty() ? 0 : 1;
      }
      JsonNode cursor = page.path("next_cursor");
      next = cursor.isTextual() ? "&cursor=" + cursor.asText() : null;
    }
    return judged;
  }

  private String datasets(int limit) {
    return first.url() + "/api/v1/datasets?limit=" + limit;
  }

  /**
   * The pages of all datasets, as the first instance gives them.
   *
   * @throws RigException if they do not hold every dataset once
   */
  List<String> pages(Asker asker, int limit) throws IOException {
    List<String> urls = new ArrayList<>();
    Set<String> datasets = new HashSet<>();
    String url = datasets(limit);
    while (url != null) {
      urls.add(url);
      JsonNode page = json.readTree(asker.ask(url, false).body());
      for (JsonNode dataset : page.path("items")) {
        if (!datasets.add(dataset.path("dataset_urn").asText())) {
          throw new RigException(dataset.path("dataset_urn") + " is on two pages");
        }
      }
      JsonNode cursor = page.path("next_cursor");
      url = cursor.isTextual() ? datasets(limit) + "&cursor=" + cursor.asText() : null;
    }
    if (datasets.size() != workload.datasets()) {
      throw new RigException(
          "the pages hold " + datasets.size() + " of " + workload.datasets() + " datasets");
    }
    return urls;
  }

  /** The first instance's URLs of one state each: of the datasets that it judges itself. */
  List<String> statesHere() throws IOException, InterruptedException {
    return states(first, judgedBy(first));
  }

  /** The same of the datasets that the second instance judges. */
  List<String> statesOverAHop() throws IOException, InterruptedException {
    return states(first, judgedBy(second));
  }

  /** The URLs of one state of each dataset, of both instances in turn. */
  List<String> statesOfBoth() {
    List<String> urls = new ArrayList<>();
    for (int dataset = 0; dataset < workload.datasets(); dataset++) {
      urls.add(state(dataset % 2 == 0 ? first : second, workload.urn(0, dataset)));
    }
    return urls;
  }

  private List<String> states(Instance asked, Set<Integer> partitions) {
    List<String> urls = new ArrayList<>();
    for (int dataset = 0; dataset < workload.datasets(); dataset++) {
      String urn = workload.urn(0, dataset);
      if (partitions.contains(DatasetPartitioner.partition(urn, PARTITIONS))) {
        urls.add(state(asked, urn));
      }
    }
    return urls;
  }

  private static String state(Instance asked, String urn) {
    return asked.url() + "/api/v1/signals/" + urn + FRESHNESS;
  }

  /** The CPU time that both have used so far. */
  Duration cpu() {
    return first.process().cpu().plus(second.process().cpu());
  }

  void requireAlive() {
    first.process().requireAlive();
    second.process().requireAlive();
  }

  private String tail() {
    return first.process().tail() + second.process().tail();
  }

  @Override
  public void close() throws InterruptedException {
    second.process().close();
    first.process().close();
  }
}
