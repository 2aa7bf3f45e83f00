package io.signalfactory.cli;

import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.config.TopicSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Creates the missing topics. */
@Command(
    name = "create",
    description = "Creates the missing topics; the others stay as they are.",
    mixinStandardHelpOptions = true)
final class TopicsCreateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    Logs.silenceClients();
    try (Cluster connected = Cluster.connect(cluster.settings())) {
      List<TopicSpec> plan = OwnTopics.of(connected.settings());
      List<String> created = new TopicAdmin(connected.admin()).create(plan);
      PrintWriter out = spec.commandLine().getOut();
      for (TopicSpec topic : plan) {
        boolean isNew = created.contains(topic.name());
        out.println(
            output.json()
                ? JsonLine.of(Map.of("topic", topic.name(), "created", isNew))
                : (isNew ? "created  " : "exists   ") + topic.name());
      }
      return ExitStatus.DONE;
    }
  }
}
