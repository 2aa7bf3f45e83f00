package io.signalfactory.event.framed;

import io.signalfactory.event.FieldPlan;
import io.signalfactory.schema.WriterSchema;
import org.jspecify.annotations.Nullable;

/**
 * A language that schemas are written in. Immutable and thread-safe. One is only made once a schema
 * in its language is met, so that an application without such schemas does not load its library.
 */
public interface SchemaLanguage {

  /**
   * Compiles a schema into a reader of the fields of a plan. Costs milliseconds, and is done once
   * for each schema, plan and task.
   *
   * @param writer what the values are written with
   * @param reader what the contract was written against, in the same language: its names, defaults
   *     and types count where the language says so; null for none
   * @throws UnusableSchemaException if a schema cannot be parsed, or describes no events
   */
  BodyReader compile(WriterSchema writer, @Nullable WriterSchema reader, FieldPlan plan);
}
