package io.signalfactory.cli;

import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.config.TopicDifference;
import io.signalfactory.config.TopicSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares the topics with what the settings define. */
@Command(
    name = "check",
    description = "Compares every topic with what is expected; exit status 1 if one differs.",
    mixinStandardHelpOptions = true)
final class TopicsCheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    Logs.silenceClients();
    try (Cluster connected = Cluster.connect(cluster.settings())) {
      List<TopicSpec> plan = OwnTopics.of(connected.settings());
      List<TopicDifference> differences = new TopicAdmin(connected.admin()).check(plan);
      PrintWriter out = spec.commandLine().getOut();
      for (TopicDifference difference : differences) {
        out.println(
            output.json()
                ? JsonLine.of(
                    Map.of(
                        "topic", difference.topic(),
                        "missing", difference.missing(),
                        "message", difference.message()))
                : difference.message());
      }
      if (differences.isEmpty() && !output.json()) {
        out.println(plan.size() + " topics are as expected");
      }
      return differences.isEmpty() ? ExitStatus.DONE : ExitStatus.CHECK_FAILED;
    }
  }
}
