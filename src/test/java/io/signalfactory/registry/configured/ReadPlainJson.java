package io.signalfactory.registry.configured;

import io.signalfactory.config.Settings;
import io.signalfactory.contract.SchemaReference.Registry;
import io.signalfactory.gate.TopicFormat;
import io.signalfactory.registry.formats.RegistryFormats;
import io.signalfactory.testkit.ContractBuilder;
import java.util.List;
import java.util.Map;

/**
 * Chooses the format of a topic as the application does, without a setting for the registry that
 * its contract names: what {@link RegistryLibrariesTest} watches.
 */
final class ReadPlainJson {

  private ReadPlainJson() {}

  public static void main(String[] arguments) {
    try (ConfiguredRegistries registries =
        new ConfiguredRegistries(Settings.of(Map.of()).registries())) {
      TopicFormat format =
          new RegistryFormats(registries)
              .of(
                  List.of(
                      ContractBuilder.contract("urn:dp:orders:created")
                          .schema(Registry.CONFLUENT, "orders-value")
                          .build()));
      if (format.source() != null) {
        throw new IllegalStateException("there is no registry, and schemas are looked up");
      }
    }
  }
}
