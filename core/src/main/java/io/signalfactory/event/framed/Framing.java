package io.signalfactory.event.framed;

import io.signalfactory.schema.SubjectVersion;
import org.jspecify.annotations.Nullable;

/**
 * What the contracts of a topic say of how its records name their schemas. Everything else is
 * recognised for each record by itself.
 *
 * @param eightByteIds whether an id in front of a value has eight bytes, as Apicurio's serializers
 *     can write it: after the byte 0, this cannot be told from four bytes and the value
 * @param bare the schema of all values that do not name one in a header: their bytes are the value
 *     alone; null if values name their schemas, or are JSON
 */
public record Framing(boolean eightByteIds, @Nullable SubjectVersion bare) {

  /** Values name their schemas, with ids of four bytes, or are JSON. */
  public static final Framing RECOGNISED = new Framing(false, null);
}
