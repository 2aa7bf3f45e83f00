package io.signalfactory.config;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.jspecify.annotations.Nullable;

/** Replaces {@code ${env:NAME}} and {@code ${file:PATH:KEY}} in values. */
final class References {

  private final Map<String, String> environment;

  References(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Replaces every reference.
   *
   * @param place what the values came from, for messages
   * @throws SettingsException if a reference has no value
   */
  Map<String, String> resolve(Map<String, String> values, String place) {
    try (EnvVarConfigProvider env = new EnvVarConfigProvider(environment);
        FileConfigProvider file = new FileConfigProvider()) {
      env.configure(Map.of());
      file.configure(Map.of());
      Map<String, ConfigProvider> providers = Map.of("env", env, "file", file);
      values.forEach((key, value) -> requireKnownProviders(providers, key, value, place));
      Map<String, String> resolved = new ConfigTransformer(providers).transform(values).data();
      values.forEach((key, value) -> requireResolved(key, value, resolved.get(key), place));
      return resolved;
    } catch (ConfigException e) {
      throw new SettingsException(place + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new SettingsException(place + ": cannot read the environment: " + e.getMessage(), e);
    }
  }

  private static void requireKnownProviders(
      Map<String, ConfigProvider> providers, String key, String value, String place) {
    Matcher reference = ConfigTransformer.DEFAULT_PATTERN.matcher(value);
    while (reference.find()) {
      if (!providers.containsKey(reference.group(1))) {
        throw new SettingsException(
            place
                + ": "
                + key
                + " refers to "
                + reference.group()
                + ", but there are only ${env:NAME} and ${file:PATH:KEY}");
      }
    }
  }

  // Kafka's transformer leaves a reference unchanged if it cannot resolve it.
  private static void requireResolved(
      String key, String value, @Nullable String resolved, String place) {
    Matcher reference = ConfigTransformer.DEFAULT_PATTERN.matcher(value);
    while (reference.find()) {
      if (resolved == null || resolved.contains(reference.group())) {
        throw new SettingsException(
            place
                + ": "
                + key
                + " refers to "
                + reference.group()
                + ", which does not exist: "
                + (reference.group(1).equals("env")
                    ? "set the environment variable"
                    : "add the key to that file"));
      }
    }
  }
}
