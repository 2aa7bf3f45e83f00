package io.signalfactory.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the schemas of records are, for commands that run without a configuration file. */
final class RegistryOption {

  private static final String FOLDER = "file:";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--registry",
      paramLabel = "file:DIR|URL",
      description = {
        "Schemas of the contracts with 'registry: file' (a folder of .avsc, .proto and .json files)",
        "or with 'registry: confluent' (http://… or https://…, in front of /subjects)."
      })
  private @Nullable String registry;

  /**
   * The settings that it stands for; none if it was not given.
   *
   * @throws ParameterException if it is neither a folder that exists nor an address
   */
  Map<String, String> settings() {
    String given = registry;
    if (given == null) {
      return Map.of();
    }
    if (given.startsWith("http://") || given.startsWith("https://")) {
      return Map.of("registry.confluent.urls", given);
    }
    if (!given.startsWith(FOLDER)) {
      throw new ParameterException(
          spec.commandLine(), "--registry must be file:DIR or a URL, not '" + given + "'");
    }
    Path folder = Path.of(given.substring(FOLDER.length()));
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(
          spec.commandLine(), "--registry file:DIR: there is no folder " + folder);
    }
    return Map.of("registry.file.folder", folder.toAbsolutePath().toString());
  }
}
