package io.signalfactory.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints every dataset, as an instance knows them. */
@Command(
    name = "datasets",
    description = "Prints every dataset with its worst state, as a running instance (--url) says.",
    mixinStandardHelpOptions = true)
final class DatasetsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private UrlOptions url;
  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    InstanceClient instance =
        url.instance()
            .orElseThrow(
                () ->
                    CommandException.wrongUsage(
                        "--url is missing: say which instance to ask, for example"
                            + " --url http://127.0.0.1:8080"));
    RecordFormat format = RecordFormat.forTerminal();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter lines = output.json() ? out : format.output(out);
    instance.list(
        "/api/v1/datasets",
        Map.of(),
        dataset -> {
          lines.println(output.json() ? dataset.toString() : format.dataset(dataset));
          return !lines.checkError();
        });
    return ExitStatus.DONE;
  }
}
