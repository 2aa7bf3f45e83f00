package io.signalfactory.event.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.binary.BinaryFields;
import io.signalfactory.event.binary.BrokenValueException;
import io.signalfactory.event.binary.Cursor;
import io.signalfactory.event.framed.BodyReader;
import io.signalfactory.event.framed.MessageNaming;
import java.util.HashMap;
import java.util.Map;

/** Runs the program of the message that a value is, of those that one file has. */
final class ProtobufReader implements BodyReader {

  private final BinaryFields fields;
  private final MessageNames names;
  private final Map<Descriptor, Body> bodies = new HashMap<>();
  private final Cursor cursor = new Cursor();
  private final Decoding decoded;

  ProtobufReader(FileDescriptor file, FieldPlan plan) {
    this.fields = new BinaryFields(plan);
    this.names = new MessageNames(file);
    this.decoded = new Decoding.Decoded(fields);
  }

  @Override
  public Decoding read(byte[] in, int from, int to, MessageNaming naming) {
    fields.begin(in);
    cursor.begin(in, from, to);
    try {
      Descriptor message = names.read(cursor, naming);
      Body program = bodies.get(message);
      if (program == null) {
        program = new ProtobufCompiler(fields).root(message);
        bodies.put(message, program);
      }
      program.begin();
      program.read(cursor, Body.NO_GROUP);
    } catch (BrokenValueException e) {
      return malformed(e.problem());
    }
    return fields.isObject() ? decoded : malformed("not a message with members");
  }

  private static Decoding malformed(String problem) {
    return new Decoding.Malformed("expected one Protobuf message: " + problem);
  }

  @Override
  public void release() {
    fields.release();
    cursor.release();
  }
}
