package io.signalfactory.gate;

import io.signalfactory.contract.SchemaReference.CompatibilityMode;
import io.signalfactory.schema.WriterSchema;
import org.jspecify.annotations.Nullable;

/** Tells whether a schema is a compatible successor of another one. Thread-safe. */
@FunctionalInterface
public interface SchemaEvolution {

  /**
   * What breaks the compatibility. Costs milliseconds; G3 asks once for each schema.
   *
   * @param schema the one that records are written with
   * @param reference the one that the contract was written against
   * @param mode what is expected; a transitive mode is judged as the other one, by this reference
   * @return null if nothing does, or if it cannot be told of schemas in their language
   */
  @Nullable String problem(WriterSchema schema, WriterSchema reference, CompatibilityMode mode);
}
