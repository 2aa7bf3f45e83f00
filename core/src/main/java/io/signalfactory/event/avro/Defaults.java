package io.signalfactory.event.avro;

import io.signalfactory.event.binary.BinaryFields;
import io.signalfactory.event.binary.BrokenValueException;
import io.signalfactory.event.binary.Cursor;
import io.signalfactory.event.binary.Target;
import io.signalfactory.event.framed.UnusableSchemaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Makes steps that note the default of a reader's field: it is written in Avro once, and read from
 * there for each record, so that it is seen as if the record had it.
 */
final class Defaults {

  private final BinaryFields fields;

  Defaults(BinaryFields fields) {
    this.fields = fields;
  }

  Step step(Schema.Field field, Target target) {
    byte[] written = written(field);
    Step program = new AvroCompiler(fields).compile(field.schema(), null, target);
    Cursor cursor = new Cursor();
    try {
      cursor.begin(written, 0, written.length);
      program.run(cursor);
    } catch (BrokenValueException e) {
      throw new UnusableSchemaException("the default of a field cannot be read", e);
    }
    return in -> {
      cursor.begin(written, 0, written.length);
      program.run(cursor);
      target.detach(written);
    };
  }

  private static byte[] written(Schema.Field field) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      Object value = GenericData.get().getDefaultValue(field);
      new GenericDatumWriter<>(field.schema()).write(value, encoder);
    } catch (IOException | AvroRuntimeException e) {
      throw new UnusableSchemaException("the default of a field is not of its type", e);
    }
    return out.toByteArray();
  }
}
