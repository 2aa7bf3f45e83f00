package io.signalfactory.event.avro;

import io.signalfactory.event.Decoding;
import io.signalfactory.event.binary.BinaryFields;
import io.signalfactory.event.binary.BrokenValueException;
import io.signalfactory.event.binary.Cursor;
import io.signalfactory.event.framed.BodyReader;
import io.signalfactory.event.framed.MessageNaming;

/** Runs the program of one schema over one value after the other. */
final class AvroReader implements BodyReader {

  private final BinaryFields fields;
  private final Step program;
  private final Cursor cursor = new Cursor();
  private final Decoding decoded;

  AvroReader(BinaryFields fields, Step program) {
    this.fields = fields;
    this.program = program;
    this.decoded = new Decoding.Decoded(fields);
  }

  @Override
  public Decoding read(byte[] in, int from, int to, MessageNaming naming) {
    fields.begin(in);
    cursor.begin(in, from, to);
    try {
      program.run(cursor);
    } catch (BrokenValueException e) {
      return malformed(e.problem());
    }
    if (!cursor.atEnd()) {
      return malformed("more after the value at byte " + cursor.at());
    }
    return fields.isObject() ? decoded : malformed("not a record or map");
  }

  private static Decoding malformed(String problem) {
    return new Decoding.Malformed("expected one Avro record: " + problem);
  }

  @Override
  public void release() {
    fields.release();
    cursor.release();
  }
}
