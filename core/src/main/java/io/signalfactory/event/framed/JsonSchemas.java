package io.signalfactory.event.framed;

import io.signalfactory.schema.WriterSchema;

/**
 * The language of JSON Schema. Its values are JSON, so a schema only says which of them are valid.
 * Immutable and thread-safe. As with a {@link SchemaLanguage}, one is only made once a schema in it
 * is met.
 */
public interface JsonSchemas {

  /**
   * Compiles a schema. Costs milliseconds, and is done once for each schema, plan and task.
   *
   * @throws UnusableSchemaException if it cannot be parsed, or refers to what is not known
   */
  ValueCheck compile(WriterSchema schema);
}
