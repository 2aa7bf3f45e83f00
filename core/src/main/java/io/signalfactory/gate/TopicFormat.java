package io.signalfactory.gate;

import io.signalfactory.contract.SchemaReference.Registry;
import io.signalfactory.event.PayloadFormat;
import io.signalfactory.schema.SchemaSource;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a topic are read, and against which schemas G3 judges them.
 *
 * @param format the format of the values
 * @param registry the kind of registry that their schemas are looked up in; a contract that names
 *     another one is not judged by G3
 * @param source looks schemas up there; null if there are none, then G3 judges nothing
 * @param evolution tells whether schemas are compatible
 */
public record TopicFormat(
    PayloadFormat format,
    Registry registry,
    @Nullable SchemaSource source,
    SchemaEvolution evolution) {

  /** A format whose values follow no registered schemas. */
  public static TopicFormat withoutSchemas(PayloadFormat format) {
    return new TopicFormat(format, Registry.NONE, null, (schema, reference, mode) -> null);
  }
}
