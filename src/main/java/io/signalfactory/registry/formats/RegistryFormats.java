package io.signalfactory.registry.formats;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.SchemaReference.Registry;
import io.signalfactory.event.avro.AvroLanguage;
import io.signalfactory.event.framed.FramedFormat;
import io.signalfactory.event.framed.Framing;
import io.signalfactory.event.framed.JsonSchemas;
import io.signalfactory.event.framed.SchemaLanguage;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.event.protobuf.ProtobufLanguage;
import io.signalfactory.gate.PayloadFormats;
import io.signalfactory.gate.TopicFormat;
import io.signalfactory.registry.SchemaLookups;
import io.signalfactory.registry.configured.ConfiguredRegistries;
import io.signalfactory.schema.SchemaFormat;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the values of a topic with the registry that its contracts name, if the settings have that
 * one, and else as JSON. If contracts of one topic name several registries, that of the first
 * contract counts, in the order of their URNs: records of one topic are written by serializers of
 * one registry, and G3 skips the others.
 */
public final class RegistryFormats implements PayloadFormats {

  /**
   * Made when a schema in the language is met first. By way of methods: a reference to a
   * constructor would load the language, and with it its library, right away.
   */
  private static final Map<SchemaFormat, Supplier<SchemaLanguage>> LANGUAGES =
      Map.of(
          SchemaFormat.AVRO, RegistryFormats::avro,
          SchemaFormat.PROTOBUF, RegistryFormats::protobuf);

  private final ConfiguredRegistries registries;

  /**
   * @param registries those of the settings
   */
  public RegistryFormats(ConfiguredRegistries registries) {
    this.registries = registries;
  }

  private static SchemaLanguage avro() {
    return new AvroLanguage();
  }

  private static JsonSchemas jsonSchemas() {
    return new JsonSchemaLanguage();
  }

  private static SchemaLanguage protobuf() {
    return new ProtobufLanguage();
  }

  @Override
  public TopicFormat of(List<Contract> contracts) {
    return contracts.stream()
        .sorted(Comparator.comparing(Contract::urn))
        .map(contract -> contract.schema().registry())
        .filter(kind -> kind != Registry.NONE)
        .findFirst()
        .flatMap(this::format)
        .orElseGet(() -> TopicFormat.withoutSchemas(new JsonFormat()));
  }

  private Optional<TopicFormat> format(Registry kind) {
    return registries
        .lookups(kind)
        .map(SchemaLookups::forEachThread)
        .map(
            source ->
                new TopicFormat(
                    new FramedFormat(
                        Framing.RECOGNISED, source, LANGUAGES, RegistryFormats::jsonSchemas),
                    kind,
                    source,
                    new Evolutions()));
  }
}
