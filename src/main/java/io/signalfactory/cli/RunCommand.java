package io.signalfactory.cli;

import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.config.TopicDifference;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the application with an existing cluster. */
@Command(
    name = "run",
    description = "Runs the application with an existing Kafka cluster until it is stopped.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = cluster.settings();
    try (Cluster connected = Cluster.connect(settings)) {
      checkTopics(connected);
    }
    try (StopSignal stop = StopSignal.install();
        Application application = Application.start(settings)) {
      if (application.awaitReady(stop)) {
        spec.commandLine()
            .getOut()
            .println("ready " + application.url() + " bootstrap " + settings.bootstrapServers());
        application.runUntil(stop);
      }
      return ExitStatus.DONE;
    }
  }

  private static void checkTopics(Cluster cluster) {
    List<TopicDifference> differences =
        new TopicAdmin(cluster.admin()).check(OwnTopics.of(cluster.settings()));
    List<String> missing =
        differences.stream().filter(TopicDifference::missing).map(TopicDifference::topic).toList();
    if (!missing.isEmpty()) {
      throw CommandException.wrongUsage(
          "these topics are missing: "
              + String.join(", ", missing)
              + ". Create them with `signal-factory topics create` and the same --config.");
    }
    differences.forEach(difference -> LOG.warn("{}", difference.message()));
  }
}
