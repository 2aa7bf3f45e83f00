package io.signalfactory.cli;

import io.signalfactory.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name the Kafka cluster of a command. */
final class ClusterOptions {

  private static final String DEFAULT_CONFIG = "config/local.properties";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file (default: config/local.properties).")
  private @Nullable Path config;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "The Kafka cluster; replaces that of the file.")
  private @Nullable String bootstrapServers;

  Settings settings() {
    Map<String, String> overrides = new HashMap<>();
    if (bootstrapServers != null) {
      overrides.put("bootstrap.servers", bootstrapServers);
    }
    return settings(config, overrides);
  }

  /** The settings of {@code file}; if it is null, those of the default file if that exists. */
  static Settings settings(@Nullable Path file, Map<String, String> overrides) {
    if (file != null) {
      return Settings.load(file, overrides);
    }
    return Home.find(DEFAULT_CONFIG)
        .map(found -> Settings.load(found, overrides))
        .orElseGet(() -> Settings.of(overrides));
  }
}
