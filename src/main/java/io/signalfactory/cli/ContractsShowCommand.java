package io.signalfactory.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one contract in force. */
@Command(
    name = "show",
    description = "Shows the contract in force for a dataset, as YAML or JSON.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class ContractsShowCommand implements Callable<Integer> {

  private static final JsonMapper JSON = new JsonMapper();

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private OutputOption output;

  @Parameters(paramLabel = "URN", description = "The dataset, for example urn:dp:orders:created.")
  private String urn;

  @Override
  public Integer call() throws IOException {
    Logs.silenceClients();
    try (Cluster connected = Cluster.connect(cluster.settings())) {
      byte[] document = ContractsInForce.read(connected).documents().get(urn);
      if (document == null) {
        throw CommandException.checkFailed(
            "there is no contract in force for "
                + urn
                + ": `signal-factory contracts list` shows those that are");
      }
      spec.commandLine()
          .getOut()
          .println(output.json() ? new String(document, StandardCharsets.UTF_8) : yaml(document));
      return ExitStatus.DONE;
    }
  }

  private static String yaml(byte[] document) throws IOException {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndent(2);
    return new Yaml(options).dump(JSON.readValue(document, LinkedHashMap.class)).stripTrailing();
  }
}
