package io.signalfactory.event.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import io.signalfactory.event.TextTable;
import io.signalfactory.event.binary.Cursor;
import io.signalfactory.event.binary.Target;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages that Protobuf comes with, and that stand for something else. */
final class WellKnown {

  private static final String PREFIX = "google.protobuf.";
  private static final String TYPE_NAME = "@type";

  private WellKnown() {}

  /** How a field of such a message is read; null for any other one, and for objects. */
  static @Nullable Entry entry(Descriptor message, Target target) {
    String name = message.getFullName();
    if (!name.startsWith(PREFIX)) {
      return null;
    }
    return switch (name.substring(PREFIX.length())) {
      case "Timestamp" -> new TimeEntry(target, true);
      case "Duration" -> new TimeEntry(target, false);
      case "Value" -> new ValueEntry(target);
      case "ListValue" -> new Wrapper(null, target::array);
      case "DoubleValue",
          "FloatValue",
          "Int64Value",
          "UInt64Value",
          "Int32Value",
          "UInt32Value",
          "BoolValue",
          "StringValue",
          "BytesValue" -> {
        FieldDescriptor value = message.findFieldByNumber(1);
        yield new Wrapper(Scalars.entry(value, target), Scalars.missing(value, target));
      }
      default -> null;
    };
  }

  /** What an empty message of these stands for. */
  static Runnable missing(Descriptor message, Target target) {
    return switch (message.getFullName().substring(PREFIX.length())) {
      case "Timestamp" -> () -> target.instant(0, 0);
      case "Duration" -> () -> target.seconds(0, 0);
      case "Value" -> target::nothing;
      case "ListValue" -> target::array;
      default -> Scalars.missing(message.findFieldByNumber(1), target);
    };
  }

  /** A Struct: an object whose members are in a map. */
  static Body struct(Target target) {
    Body body = new Body(target);
    if (target.branches()) {
      Map<String, MapEntry.Known> known = new HashMap<>();
      for (String name : target.knownMembers()) {
        Target member = target.member(name);
        known.put(name, new MapEntry.Known(member, member::nothing, new ValueEntry(member)));
      }
      body.add(1, new MapEntry(target, Type.STRING, new TextTable<>(known)));
    }
    return body.build();
  }

  /** An Any: an object that says of which type it is. */
  static Body any(Target target) {
    Target type = target.member(TYPE_NAME);
    Body body = new Body(target).add(type::noteName).add(() -> type.symbol(""));
    return body.add(1, new Text(type)).build();
  }

  private record Text(Target target) implements Entry {
    @Override
    public int wireType() {
      return Wire.LENGTH;
    }

    @Override
    public boolean read(Cursor in) {
      int length = Wire.length(in);
      int from = in.skip(length);
      target.text(in.bytes(), from, from + length);
      return true;
    }
  }

  /** A message that stands for its only field. */
  private static final class Wrapper implements Entry {
    private final @Nullable Entry inside;
    private final Runnable missing;
    private boolean begun;

    private Wrapper(@Nullable Entry inside, Runnable missing) {
      this.inside = inside;
      this.missing = missing;
    }

    @Override
    public int wireType() {
      return Wire.LENGTH;
    }

    @Override
    public boolean read(Cursor in) {
      if (!begun) {
        begun = true;
        missing.run();
      }
      int length = Wire.length(in);
      int end = in.endAt(in.at() + length);
      while (!in.atEnd()) {
        int tag = Wire.tag(in);
        if (inside != null && Wire.number(tag) == 1 && Wire.type(tag) == inside.wireType()) {
          inside.read(in);
        } else {
          Wire.skip(in, tag);
        }
      }
      in.endAt(end);
      return true;
    }

    @Override
    public void reset() {
      begun = false;
    }
  }

  /** A Value: any JSON value. */
  private static final class ValueEntry implements Entry {
    private static final int NOTHING = 1 << 3 | Wire.VARINT;
    private static final int NUMBER = 2 << 3 | Wire.EIGHT_BYTES;
    private static final int TEXT = 3 << 3 | Wire.LENGTH;
    private static final int TRUTH = 4 << 3 | Wire.VARINT;
    private static final int STRUCT = 5 << 3 | Wire.LENGTH;
    private static final int LIST = 6 << 3 | Wire.LENGTH;

    private final Target target;
    private final MessageEntry object;
    private boolean isObject;
    private boolean begun;

    private ValueEntry(Target target) {
      this.target = target;
      this.object = new MessageEntry(struct(target), Body.NO_GROUP);
    }

    @Override
    public int wireType() {
      return Wire.LENGTH;
    }

    @Override
    public boolean read(Cursor in) {
      if (!begun) {
        begun = true;
        target.nothing();
      }
      int length = Wire.length(in);
      int end = in.endAt(in.at() + length);
      while (!in.atEnd()) {
        value(Wire.tag(in), in);
      }
      in.endAt(end);
      return true;
    }

    private void value(int tag, Cursor in) {
      if (tag == STRUCT) {
        isObject = true;
        object.read(in);
        return;
      }
      boolean known = tag == NOTHING || tag == NUMBER || tag == TEXT || tag == TRUTH || tag == LIST;
      if (known && isObject) {
        isObject = false;
        target.forget();
        object.reset();
      }
      switch (tag) {
        case NOTHING -> {
          in.varint();
          target.nothing();
        }
        case NUMBER -> target.number(Double.longBitsToDouble(in.eightBytes()));
        case TEXT -> new Text(target).read(in);
        case TRUTH -> target.truth(in.varint() != 0);
        case LIST -> {
          Wire.skip(in, tag);
          target.array();
        }
        default -> Wire.skip(in, tag);
      }
    }

    @Override
    public void reset() {
      begun = false;
      isObject = false;
      object.reset();
    }
  }
}
