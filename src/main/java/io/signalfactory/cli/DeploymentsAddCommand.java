package io.signalfactory.cli;

import io.signalfactory.control.DeploymentPublisher;
import io.signalfactory.control.MissingTopicException;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.deployment.DeploymentForm;
import io.signalfactory.deployment.DeploymentJson;
import io.signalfactory.time.Rfc3339Writer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reports one deployment. */
@Command(
    name = "add",
    description = {
      "Reports a deployment: the version of records that name none, and what a breach that begins",
      "after it came with."
    })
final class DeploymentsAddCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private OutputOption output;

  // Not from mixinStandardHelpOptions, whose --version would be the one of this program.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = "--service",
      required = true,
      paramLabel = "NAME",
      description = "The service, as its records name it.")
  private String service;

  @Option(
      names = "--version",
      required = true,
      paramLabel = "VERSION",
      description = "The version that was deployed.")
  private String version;

  @Option(names = "--sha", paramLabel = "SHA", description = "The git commit that was deployed.")
  private @Nullable String sha;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Where it was deployed (default: default).")
  private @Nullable String environment;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When, such as 2026-01-14T04:41:38Z (default: now).")
  private @Nullable String at;

  @Option(names = "--url", paramLabel = "URL", description = "A page about the deployment.")
  private @Nullable String url;

  @Override
  public Integer call() {
    Logs.silenceClients();
    DeploymentForm.Checked checked =
        new DeploymentForm(service, version, sha, environment, at, url)
            .check(InstantSource.system().instant());
    Deployment deployment = checked.deployment();
    if (deployment == null) {
      throw new ParameterException(
          spec.commandLine(), "nothing was reported: " + String.join("; ", checked.mistakes()));
    }
    try (Cluster connected = Cluster.connect(cluster.settings())) {
      // Its offset does not matter here.
      var unused = new DeploymentPublisher(connected.settings(), PATIENCE).publish(deployment);
    } catch (MissingTopicException e) {
      throw CommandException.wrongUsage(String.valueOf(e.getMessage()));
    }
    spec.commandLine()
        .getOut()
        .println(output.json() ? DeploymentJson.tree(deployment).toString() : text(deployment));
    return ExitStatus.DONE;
  }

  private static String text(Deployment deployment) {
    return "reported "
        + deployment.service()
        + " "
        + deployment.version()
        + " in "
        + deployment.environment()
        + " at "
        + Rfc3339Writer.format(deployment.deployedAt());
  }
}
