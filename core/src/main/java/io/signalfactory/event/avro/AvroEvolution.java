package io.signalfactory.event.avro;

import io.signalfactory.schema.WriterSchema;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.jspecify.annotations.Nullable;

/** Whether values of one Avro schema can be read with another, as Avro's own check says. */
public final class AvroEvolution {

  private static final int MAX_TEXT = 200;

  private AvroEvolution() {}

  /**
   * The first reason why they cannot.
   *
   * @param reader the schema to read with
   * @param writer the schema that values are written with
   * @return null if they can
   * @throws io.signalfactory.event.framed.UnusableSchemaException if one is not an Avro schema
   */
  public static @Nullable String problem(WriterSchema reader, WriterSchema writer) {
    Schema with = AvroLanguage.parsed(reader);
    List<Incompatibility> found =
        SchemaCompatibility.checkReaderWriterCompatibility(with, AvroLanguage.parsed(writer))
            .getResult()
            .getIncompatibilities();
    if (found.isEmpty()) {
      return null;
    }
    Incompatibility first = found.get(0);
    String text = first.getType() + " at " + first.getLocation() + ": " + first.getMessage();
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }
}
