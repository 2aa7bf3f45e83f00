package io.signalfactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.config.Settings;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks whether a dataset is signal-ready; a running instance does the checks. */
@Command(
    name = "verify",
    description = {
      "Checks whether a dataset is signal-ready: whether its records name their producer, their time"
          + " and their trace, a contract is in force, Evidence flows, signals are computed, and a"
          + " breach would reach somebody. One line per check with what was seen and, where it fails,"
          + " what to do.",
      "Asks a running instance: that of --url, or else that of the configuration."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "URN", description = "The dataset, for example urn:dp:orders:created.")
  private String urn;

  @Mixin private ClusterOptions cluster;
  @Mixin private UrlOptions url;
  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    InstanceClient instance = url.instanceOr(() -> configured(cluster.settings()));
    JsonNode checklist =
        instance.document(
            "/api/v1/readiness/"
                + URLEncoder.encode(urn, StandardCharsets.UTF_8).replace("+", "%20"));
    PrintWriter out = spec.commandLine().getOut();
    RecordFormat format = RecordFormat.forTerminal();
    PrintWriter lines = output.json() ? out : format.output(out);
    for (JsonNode check : checklist.path("checks")) {
      if (output.json()) {
        lines.println(check);
      } else {
        format.check(check).forEach(lines::println);
      }
    }
    return checklist.path("ready").asBoolean() ? ExitStatus.DONE : ExitStatus.CHECK_FAILED;
  }

  private static URI configured(Settings settings) {
    return settings
        .httpReachableUrl()
        .map(at -> URI.create(at + settings.httpBasePath()))
        .orElseThrow(
            () ->
                CommandException.wrongUsage(
                    "the configuration does not say where an instance is: give --url, for example"
                        + " --url http://127.0.0.1:8080"));
  }
}
