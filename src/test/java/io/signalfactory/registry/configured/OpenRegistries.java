package io.signalfactory.registry.configured;

import io.signalfactory.config.Settings;
import io.signalfactory.contract.SchemaReference.Registry;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks each registry that is configured: what {@link RegistryLibrariesTest} watches. */
final class OpenRegistries {

  private OpenRegistries() {}

  public static void main(String[] arguments) {
    Map<String, String> settings =
        Arrays.stream(arguments)
            .map(argument -> argument.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    try (ConfiguredRegistries registries =
        new ConfiguredRegistries(Settings.of(settings).registries())) {
      for (Registry kind : Registry.values()) {
        registries.lookups(kind).ifPresent(lookups -> lookups.forThread().latest("orders"));
      }
    }
  }
}
