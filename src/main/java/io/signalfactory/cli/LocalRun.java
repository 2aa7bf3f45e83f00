package io.signalfactory.cli;

import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.config.TopicDifference;
import io.signalfactory.config.TopicSpec;
import io.signalfactory.contract.Compatibility;
import io.signalfactory.contract.Contract;
import io.signalfactory.control.ContractCheck;
import io.signalfactory.control.ContractRequest;
import io.signalfactory.control.Decision;
import io.signalfactory.control.Precondition;
import io.signalfactory.control.Proposal;
import io.signalfactory.local.DataFolder;
import io.signalfactory.local.DemoTraffic;
import io.signalfactory.local.EmbeddedBroker;
import io.signalfactory.local.LoopbackPort;
import io.signalfactory.local.PortInUseException;
import io.signalfactory.local.Replay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of everything on this machine, from the first check to the clean-up. */
final class LocalRun {

  private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);
  private static final long STOP_TRAFFIC_WITHIN_MS = 5_000;

  private final LocalOptions options;
  private final PrintWriter out;
  private final PrintWriter err;

  LocalRun(LocalOptions options, PrintWriter out, PrintWriter err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  int run() throws Exception {
    Logs.silenceBroker();
    List<Contract> contracts = contracts();
    requireReadable(options.replay());
    int port = claim(options.port(), "--port");
    int bootstrapPort = claim(options.bootstrapPort(), "--bootstrap-port");
    try (StopSignal stop = StopSignal.install();
        DataFolder folder = folder();
        EmbeddedBroker broker = broker(folder, bootstrapPort)) {
      Settings settings = settings(broker, folder, port);
      try (Cluster cluster = Cluster.connect(settings)) {
        createTopics(cluster, contracts);
        apply(cluster, contracts);
      }
      if (!stop.isRequested()) {
        serve(settings, stop);
      }
    }
    return ExitStatus.DONE;
  }

  private void serve(Settings settings, StopSignal stop) throws InterruptedException {
    try (Application application = Application.start(settings)) {
      if (!application.awaitReady(stop)) {
        return;
      }
      out.println("ready " + application.url() + " bootstrap " + settings.bootstrapServers());
      Thread traffic = new Thread(() -> send(settings), "traffic");
      traffic.setDaemon(true);
      traffic.start();
      try {
        application.runUntil(stop);
      } finally {
        traffic.interrupt();
        traffic.join(STOP_TRAFFIC_WITHIN_MS);
      }
    }
  }

  private List<Contract> contracts() {
    @Nullable Path path =
        options.contracts() == null ? Home.find("contracts").orElse(null) : options.contracts();
    if (path == null) {
      LOG.warn("There is no folder contracts/, so there is no contract in force");
      return List.of();
    }
    ContractCheck found = ContractCheck.of(List.of(path));
    if (!found.problems().isEmpty()) {
      found.problems().forEach(err::println);
      throw CommandException.checkFailed(
          found.countOfProblems() + " in the contracts of " + path + ": nothing was started");
    }
    return found.contracts();
  }

  private static void requireReadable(LocalOptions.@Nullable ReplayFile replay) {
    if (replay != null && !(Files.isReadable(replay.file()) && !Files.isDirectory(replay.file()))) {
      throw CommandException.wrongUsage(
          "cannot read " + replay.file() + ": name a file of events with --replay");
    }
  }

  private static int claim(int port, String option) {
    try {
      return LoopbackPort.claim(port);
    } catch (PortInUseException e) {
      throw taken(e, option);
    }
  }

  private static CommandException taken(PortInUseException e, String option) {
    return CommandException.unreachable(
        e.getMessage()
            + ": stop the process that listens there, or choose another port with "
            + option
            + " (0 for a free one)",
        e);
  }

  private DataFolder folder() {
    try {
      return options.data() == null ? DataFolder.temporary() : DataFolder.kept(options.data());
    } catch (IOException e) {
      throw CommandException.unreachable("cannot use the data folder: " + e.getMessage(), e);
    }
  }

  private static EmbeddedBroker broker(DataFolder folder, int port) throws Exception {
    try {
      return EmbeddedBroker.start(folder.broker(), port);
    } catch (PortInUseException e) {
      throw taken(e, "--bootstrap-port");
    }
  }

  private Settings settings(EmbeddedBroker broker, DataFolder folder, int port) {
    String partitions = Integer.toString(options.partitions());
    Map<String, String> overrides = new HashMap<>();
    overrides.put("bootstrap.servers", broker.bootstrapServers());
    overrides.put("topics.replication.factor", "1");
    overrides.put("topics.partitions", partitions);
    overrides.put("signals.partitions", partitions);
    overrides.put("state.dir", folder.state().toString());
    overrides.put("http.host", LoopbackPort.HOST);
    overrides.put("http.port", Integer.toString(port));
    // After a crash, a static member gets its partitions back at once; a dynamic one would wait
    // until the session of its predecessor ends.
    overrides.put("consumer.group.instance.id", "local");
    overrides.put("streams.main.consumer.group.instance.id", "local");
    // Observe a new raw topic within seconds.
    overrides.put("consumer.metadata.max.age.ms", "5000");
    overrides.putAll(options.registry());
    Settings settings = ClusterOptions.settings(null, overrides);
    if (options.replay() != null
        && !settings.rawTopicPattern().matcher(options.replay().topic()).matches()) {
      throw CommandException.wrongUsage(
          "--topic "
              + options.replay().topic()
              + " is not observed: its name must match "
              + settings.rawTopicPattern()
              + " (raw.topic.pattern)");
    }
    return settings;
  }

  private void createTopics(Cluster cluster, List<Contract> contracts) {
    TopicAdmin topics = new TopicAdmin(cluster.admin());
    List<TopicSpec> plan = OwnTopics.of(cluster.settings());
    topics.create(plan);
    topics.create(rawTopics(contracts));
    List<TopicDifference> differences = topics.check(plan);
    if (!differences.isEmpty()) {
      differences.forEach(difference -> err.println(difference.message()));
      throw CommandException.wrongUsage(
          "the data in "
              + options.data()
              + " was created with other options: use the same --partitions, or another folder");
    }
  }

  /** Raw topics belong to their producers; in a local run we create them. */
  private List<TopicSpec> rawTopics(List<Contract> contracts) {
    TreeSet<String> names = new TreeSet<>();
    contracts.forEach(contract -> names.add(contract.dataset().topic()));
    if (options.demo()) {
      names.addAll(DemoTraffic.TOPICS);
    }
    if (options.replay() != null) {
      names.add(options.replay().topic());
    }
    // Replayed events can be of any year, and must not expire.
    Map<String, String> configs =
        Map.of(
            TopicConfig.RETENTION_MS_CONFIG,
            "-1",
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(Long.MAX_VALUE));
    return names.stream()
        .map(name -> new TopicSpec(name, options.partitions(), (short) 1, configs))
        .toList();
  }

  private static void apply(Cluster cluster, List<Contract> contracts) {
    Decision decision =
        Control.change(cluster, new ContractRequest.Apply(contracts, Precondition.NONE, true));
    if (decision instanceof Decision.Accepted accepted) {
      for (Proposal proposal : accepted.proposals()) {
        for (Compatibility.Change why : proposal.breaking()) {
          LOG.warn(
              "{} breaks compatibility with the version in force in this folder: {}",
              proposal.urn(),
              why.sentence());
        }
      }
    }
    LOG.info("{} contracts are in force", contracts.size());
  }

  private void send(Settings settings) {
    if (options.demo()) {
      new DemoTraffic(Clock.systemUTC()).run(settings.producerProperties());
    }
    if (options.replay() != null) {
      replay(settings, options.replay());
    }
  }

  private void replay(Settings settings, LocalOptions.ReplayFile replay) {
    try {
      Replay.Result result =
          new Replay(
                  replay.topic(),
                  replay.perSecond(),
                  problem -> err.println("signal-factory: " + replay.file() + ": " + problem))
              .send(replay.file(), settings.producerProperties());
      out.println("replayed " + result.acknowledged());
      if (result.failed() > 0) {
        err.println(
            "signal-factory: " + result.failed() + " lines of " + replay.file() + " were not sent");
      }
    } catch (IOException e) {
      err.println("signal-factory: cannot read " + replay.file() + ": " + e.getMessage());
    }
  }
}
