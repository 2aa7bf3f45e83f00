package io.signalfactory.event.protobuf;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.framed.BodyReader;
import io.signalfactory.event.framed.SchemaLanguage;
import io.signalfactory.event.framed.UnusableSchemaException;
import io.signalfactory.schema.WriterSchema;
import org.jspecify.annotations.Nullable;

/**
 * Protocol Buffers: a value is one message. Every type is what {@link
 * io.signalfactory.event.EventFields} says. Beyond that:
 *
 * <ul>
 *   <li>A member is called as in the {@code .proto} file; if the plan does not know that name, but
 *       the field's JSON name, it is called by that.
 *   <li>A field without presence is always there: a number that is not in the bytes is 0, a list
 *       that is not is empty. One with presence (optional, required, of a oneof, or a message) is
 *       there if it is in the bytes.
 *   <li>{@code Timestamp} is a point in time, {@code Duration} is text such as {@code 1.5s}, a
 *       wrapper is the value in it, {@code Struct} and {@code Value} are the JSON that they stand
 *       for. {@code Any} is an object with the member {@code @type}.
 *   <li>A number that its open enumeration has no name for is an integer. Unknown fields, and known
 *       ones that are written as another type, are not there.
 * </ul>
 */
public final class ProtobufLanguage implements SchemaLanguage {

  /** Nothing is resolved by a reader's schema: field numbers do that already. */
  @Override
  public BodyReader compile(WriterSchema writer, @Nullable WriterSchema reader, FieldPlan plan) {
    FileDescriptor file = ProtoFiles.descriptor(writer);
    if (file.getMessageTypes().isEmpty()) {
      throw new UnusableSchemaException("it has no message");
    }
    return new ProtobufReader(file, plan);
  }
}
