package io.signalfactory.event.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.signalfactory.event.binary.BrokenValueException;
import io.signalfactory.event.binary.Cursor;
import io.signalfactory.event.framed.MessageNaming;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds which message of its file a value is, by what its serializer wrote in front of it. */
final class MessageNames {

  private static final int MAX_NAME_BYTES = 512;
  private static final int NAME_TAG = 1 << 3 | Wire.LENGTH;

  private final List<Descriptor> topLevel;

  /** All messages of the file, as AWS Glue's serializer counts them: by their names. */
  private final List<Descriptor> sorted;

  MessageNames(FileDescriptor file) {
    this.topLevel = file.getMessageTypes();
    this.sorted = new ArrayList<>(topLevel);
    for (int i = 0; i < sorted.size(); i++) {
      sorted.addAll(sorted.get(i).getNestedTypes());
    }
    sorted.sort(Comparator.comparing(Descriptor::getFullName));
  }

  Descriptor read(Cursor in, MessageNaming naming) {
    return switch (naming) {
      case NONE -> topLevel.get(0);
      case CONFLUENT -> byPath(in);
      case GLUE -> at(in.varint(), sorted);
      case APICURIO -> byName(in);
    };
  }

  /** A number of indexes, and the indexes, of which each leads into the one before. */
  private Descriptor byPath(Cursor in) {
    long length = in.zigzag();
    if (length == 0) {
      return topLevel.get(0);
    }
    if (length < 0) {
      throw unknown();
    }
    List<Descriptor> level = topLevel;
    Descriptor message = null;
    // Ends with the levels of the schema, whatever the length is.
    for (long i = 0; i < length; i++) {
      message = at(in.zigzag(), level);
      level = message.getNestedTypes();
    }
    if (message == null) {
      throw unknown();
    }
    return message;
  }

  private static Descriptor at(long index, List<Descriptor> messages) {
    if (index < 0 || index >= messages.size()) {
      throw unknown();
    }
    return messages.get((int) index);
  }

  /** A message with a length, of one field: the name. */
  private Descriptor byName(Cursor in) {
    int nameLength = Wire.length(in);
    int bodyEnd = in.endAt(in.at() + nameLength);
    String name = "";
    while (!in.atEnd()) {
      int tag = Wire.tag(in);
      if (tag == NAME_TAG) {
        int length = Wire.length(in);
        if (length > MAX_NAME_BYTES) {
          throw unknown();
        }
        name = new String(in.bytes(), in.skip(length), length, StandardCharsets.UTF_8);
      } else {
        Wire.skip(in, tag);
      }
    }
    in.endAt(bodyEnd);
    for (Descriptor message : sorted) {
      if (message.getFullName().equals(name) || message.getName().equals(name)) {
        return message;
      }
    }
    throw unknown();
  }

  private static BrokenValueException unknown() {
    return new BrokenValueException("it names a message that its schema does not have");
  }
}
