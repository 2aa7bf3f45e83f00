package io.signalfactory.registry.formats;

import io.signalfactory.contract.SchemaReference.CompatibilityMode;
import io.signalfactory.event.avro.AvroEvolution;
import io.signalfactory.event.framed.UnusableSchemaException;
import io.signalfactory.gate.SchemaEvolution;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.WriterSchema;
import org.jspecify.annotations.Nullable;

/**
 * Compatibility of schemas in Avro, by Avro's own check. Nothing is said of schemas in Protobuf and
 * JSON Schema: their compatibility is what the registry checks when they are registered.
 */
final class Evolutions implements SchemaEvolution {

  @Override
  public @Nullable String problem(
      WriterSchema schema, WriterSchema reference, CompatibilityMode mode) {
    if (schema.format() != reference.format()) {
      return "that is written in " + reference.format() + ", and this in " + schema.format();
    }
    if (schema.format() != SchemaFormat.AVRO) {
      return null;
    }
    try {
      return switch (mode) {
        case NONE -> null;
        case BACKWARD, BACKWARD_TRANSITIVE -> AvroEvolution.problem(schema, reference);
        case FORWARD, FORWARD_TRANSITIVE -> AvroEvolution.problem(reference, schema);
        case FULL, FULL_TRANSITIVE -> {
          String backward = AvroEvolution.problem(schema, reference);
          yield backward == null ? AvroEvolution.problem(reference, schema) : backward;
        }
      };
    } catch (UnusableSchemaException e) {
      return e.problem();
    }
  }
}
