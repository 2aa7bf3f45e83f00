package io.signalfactory.event.protobuf;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import io.signalfactory.event.binary.Cursor;
import io.signalfactory.event.binary.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Fields that are not messages. */
final class Scalars {

  private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

  private Scalars() {}

  static int wireType(Type type) {
    return switch (type) {
      case DOUBLE, FIXED64, SFIXED64 -> Wire.EIGHT_BYTES;
      case FLOAT, FIXED32, SFIXED32 -> Wire.FOUR_BYTES;
      case STRING, BYTES, MESSAGE -> Wire.LENGTH;
      case GROUP -> Wire.GROUP;
      default -> Wire.VARINT;
    };
  }

  /** The value of an integer or a truth value, whatever way it is written. */
  static long integer(Type type, Cursor in) {
    return switch (type) {
      case INT32, ENUM -> (int) in.varint();
      case UINT32 -> in.varint() & UNSIGNED_INT;
      case SINT32 -> zigzag((int) in.varint());
      case SINT64 -> in.zigzag();
      case FIXED32 -> in.fourBytes() & UNSIGNED_INT;
      case SFIXED32 -> in.fourBytes();
      case FIXED64, SFIXED64 -> in.eightBytes();
      case BOOL -> in.varint() == 0 ? 0 : 1;
      default -> in.varint();
    };
  }

  private static int zigzag(int value) {
    return (value >>> 1) ^ -(value & 1);
  }

  static Entry entry(FieldDescriptor field, Target target) {
    Type type = field.getType();
    return switch (type) {
      case DOUBLE ->
          new Scalar(type, in -> number(target, Double.longBitsToDouble(in.eightBytes())));
      case FLOAT -> new Scalar(type, in -> number(target, Float.intBitsToFloat(in.fourBytes())));
      case BOOL -> new Scalar(type, in -> truth(target, integer(type, in) != 0));
      case STRING -> new Scalar(type, in -> text(target, in));
      case BYTES -> new Scalar(type, in -> bytes(target, in));
      case ENUM -> symbol(field, target);
      case UINT64, FIXED64 -> new Scalar(type, in -> unsigned(target, integer(type, in)));
      default -> new Scalar(type, in -> integer(target, integer(type, in)));
    };
  }

  /** Notes the value of a field that is not in the bytes. */
  static Runnable missing(FieldDescriptor field, Target target) {
    return switch (field.getType()) {
      case DOUBLE -> () -> target.number(0d);
      case FLOAT -> () -> target.number(0f);
      case BOOL -> () -> target.truth(false);
      case STRING, BYTES -> () -> target.symbol("");
      case ENUM -> {
        String first = field.getEnumType().getValues().get(0).getName();
        yield () -> target.symbol(first);
      }
      default -> () -> target.integer(0);
    };
  }

  private record Scalar(Type type, Predicate<Cursor> read) implements Entry {
    @Override
    public int wireType() {
      return Scalars.wireType(type);
    }

    @Override
    public boolean read(Cursor in) {
      return read.test(in);
    }
  }

  private static Entry symbol(FieldDescriptor field, Target target) {
    EnumDescriptor enumeration = field.getEnumType();
    boolean closed = field.legacyEnumFieldTreatedAsClosed();
    Map<Integer, String> names = new HashMap<>();
    for (EnumValueDescriptor value : enumeration.getValues()) {
      names.putIfAbsent(value.getNumber(), value.getName());
    }
    return new Scalar(
        Type.ENUM,
        in -> {
          int number = (int) in.varint();
          String name = names.get(number);
          if (name != null) {
            target.symbol(name);
          } else if (!closed) {
            target.integer(number);
          }
          return name != null || !closed;
        });
  }

  private static boolean number(Target target, double number) {
    target.number(number);
    return true;
  }

  private static boolean number(Target target, float number) {
    target.number(number);
    return true;
  }

  private static boolean truth(Target target, boolean truth) {
    target.truth(truth);
    return true;
  }

  private static boolean integer(Target target, long number) {
    target.integer(number);
    return true;
  }

  private static boolean unsigned(Target target, long number) {
    target.unsigned(number);
    return true;
  }

  private static boolean text(Target target, Cursor in) {
    int length = Wire.length(in);
    int from = in.skip(length);
    target.text(in.bytes(), from, from + length);
    return true;
  }

  private static boolean bytes(Target target, Cursor in) {
    int length = Wire.length(in);
    int from = in.skip(length);
    target.bytes(from, from + length);
    return true;
  }
}
