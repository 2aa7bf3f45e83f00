package io.signalfactory.event.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Timestamp;
import io.signalfactory.testkit.EventTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * Writes events in Protobuf, with a {@code .proto} file made for each: an object is a message.
 * Every other field has no presence, and is left out if it is zero, as serializers do.
 */
final class ProtobufMessages {

  private static final String[] INTEGERS = {"int64", "sint64", "sfixed64"};

  private ProtobufMessages() {}

  static String schemaOf(EventTree event) {
    return "syntax = \"proto3\";\nimport \"google/protobuf/timestamp.proto\";\n"
        + message("Event", event);
  }

  private static String message(String name, EventTree object) {
    StringBuilder text = new StringBuilder("message " + name + " {\n");
    int number = 1;
    for (EventTree.Named member : object.members()) {
      Object value = member.value();
      boolean list = value instanceof List<?>;
      Object sample = value instanceof List<?> elements ? elements.get(0) : value;
      if (sample instanceof EventTree nested) {
        text.append(message("M" + number, nested));
      }
      text.append(list ? "repeated " : number % 2 == 0 ? "optional " : "")
          .append(type(sample, number))
          .append(" %s = %d;%n".formatted(member.name(), number));
      number++;
    }
    return text.append("}\n").toString();
  }

  private static String type(Object value, int number) {
    if (value instanceof EventTree) {
      return "M" + number;
    }
    if (value instanceof Long) {
      return INTEGERS[number % INTEGERS.length];
    }
    if (value instanceof Double) {
      return "double";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof byte[]) {
      return "bytes";
    }
    return value instanceof Instant ? "google.protobuf.Timestamp" : "string";
  }

  static byte[] bytesOf(EventTree event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      int number = 1;
      for (EventTree.Named member : event.members()) {
        if (member.value() instanceof List<?> list) {
          for (Object element : list) {
            write(out, number, element);
          }
        } else if (number % 2 == 0 || !isZero(member.value())) {
          write(out, number, member.value());
        }
        number++;
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static boolean isZero(Object value) {
    return value.equals(0L)
        || value.equals(0d)
        || value.equals(false)
        || value.equals("")
        || (value instanceof byte[] bytes && bytes.length == 0);
  }

  private static void write(CodedOutputStream out, int number, Object value) throws IOException {
    if (value instanceof EventTree object) {
      out.writeByteArray(number, bytesOf(object));
    } else if (value instanceof Long integer) {
      switch (number % INTEGERS.length) {
        case 0 -> out.writeInt64(number, integer);
        case 1 -> out.writeSInt64(number, integer);
        default -> out.writeSFixed64(number, integer);
      }
    } else if (value instanceof Double decimal) {
      out.writeDouble(number, decimal);
    } else if (value instanceof Boolean truth) {
      out.writeBool(number, truth);
    } else if (value instanceof byte[] bytes) {
      out.writeBytes(number, ByteString.copyFrom(bytes));
    } else if (value instanceof Instant time) {
      out.writeMessage(
          number,
          Timestamp.newBuilder()
              .setSeconds(time.getEpochSecond())
              .setNanos(time.getNano())
              .build());
    } else {
      out.writeString(number, value.toString());
    }
  }
}
