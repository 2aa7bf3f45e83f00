package io.signalfactory.event.avro;

import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.binary.BinaryFields;
import io.signalfactory.event.framed.BodyReader;
import io.signalfactory.event.framed.SchemaLanguage;
import io.signalfactory.event.framed.UnusableSchemaException;
import io.signalfactory.schema.SchemaPart;
import io.signalfactory.schema.WriterSchema;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Avro: a value is one record or map, in the binary encoding.
 *
 * <p>Every type is what {@link io.signalfactory.event.EventFields} says. Beyond that: a time of day
 * and a time in no time zone are {@code STRING}, in ISO 8601; so is a {@code duration}, as {@code
 * P1M2DT3.004S}. A branch of a union is the value itself. A time of day that is none (before
 * midnight or after the end of the day) is the number it is written as.
 *
 * <p>With a reader's schema: a field that the writer does not have, and for which the reader has a
 * default, is there with that default; a field is called as the reader calls it, if the reader has
 * the writer's name as an alias; a number is of the reader's type if Avro promotes it. A field that
 * only the writer has is there as well, as it is in the record.
 */
public final class AvroLanguage implements SchemaLanguage {

  @Override
  public BodyReader compile(WriterSchema writer, @Nullable WriterSchema reader, FieldPlan plan) {
    Schema writerSchema = parsed(writer);
    Schema readerSchema = reader == null ? null : parsed(reader);
    BinaryFields fields = new BinaryFields(plan);
    Step program = new AvroCompiler(fields).compile(writerSchema, readerSchema, fields.root());
    return new AvroReader(fields, program);
  }

  static Schema parsed(WriterSchema schema) {
    // Names are not checked: producers in other languages write names that Avro does not allow, and
    // nothing here needs them to be Java's.
    Schema.Parser parser =
        new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
    try {
      for (SchemaPart part : schema.parts()) {
        parser.parse(part.text());
      }
      return parser.parse(schema.text());
    } catch (AvroRuntimeException e) {
      throw new UnusableSchemaException("it is not an Avro schema", e);
    }
  }
}
