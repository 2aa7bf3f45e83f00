package io.signalfactory.registry.file;

import io.signalfactory.schema.SchemaId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The ids that records name schemas by, out of {@code ids.properties}: {@code 7=orders.v2.avsc}. A
 * number is an id of Confluent or Apicurio, a UUID one of AWS Glue or a GUID of Confluent.
 */
final class RecordIds {

  static final String FILE = "ids.properties";

  private final Map<String, String> fileOfId;

  RecordIds(Properties properties) {
    fileOfId =
        properties.stringPropertyNames().stream()
            .collect(
                Collectors.toMap(
                    id -> id.toLowerCase(Locale.ROOT).trim(),
                    id -> properties.getProperty(id).trim(),
                    (one, other) -> one));
  }

  /** The name of the file with a schema. */
  Optional<String> file(SchemaId id) {
    if (id instanceof SchemaId.Confluent confluent) {
      return file(String.valueOf(confluent.id()));
    }
    if (id instanceof SchemaId.ConfluentGuid global) {
      return file(global.guid().toString());
    }
    if (id instanceof SchemaId.Glue glue) {
      return file(glue.version().toString());
    }
    return id instanceof SchemaId.Apicurio apicurio
        ? file(String.valueOf(apicurio.id()))
        : Optional.empty();
  }

  private Optional<String> file(String id) {
    return Optional.ofNullable(fileOfId.get(id));
  }

  /** The id that records name a file by; of several the first by its text. */
  Optional<SchemaId> id(String file) {
    return fileOfId.entrySet().stream()
        .filter(entry -> entry.getValue().equals(file))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .flatMap(RecordIds::parse);
  }

  private static Optional<SchemaId> parse(String id) {
    try {
      return Optional.of(
          id.contains("-")
              ? new SchemaId.Glue(UUID.fromString(id))
              : new SchemaId.Confluent(Integer.parseInt(id)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
