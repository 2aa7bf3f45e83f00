package io.signalfactory.event.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import io.signalfactory.event.TextTable;
import io.signalfactory.event.binary.Cursor;
import io.signalfactory.event.binary.Target;
import java.nio.charset.StandardCharsets;

/** A field that is a map: each entry is a message of a key and a value. */
final class MapEntry implements Entry {

  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final byte[] NO_TEXT = {};

  private final Target target;
  private final Type keyType;
  private final TextTable<Known> known;

  /**
   * The value of a key that the plan has.
   *
   * @param member where it goes
   * @param missing what it is if the entry has no value
   */
  record Known(Target member, Runnable missing, Entry value) {}

  /**
   * @param target where the map goes
   */
  MapEntry(Target target, Type keyType, TextTable<Known> known) {
    this.target = target;
    this.keyType = keyType;
    this.known = known;
  }

  @Override
  public int wireType() {
    return Wire.LENGTH;
  }

  @Override
  public boolean read(Cursor in) {
    int length = Wire.length(in);
    int end = in.at() + length;
    int endOfAll = in.endAt(end);
    int from = in.at();
    byte[] text = keyType == Type.STRING ? NO_TEXT : bytes(keyText(0));
    int textFrom = 0;
    int textTo = text.length;
    while (!in.atEnd()) {
      int tag = Wire.tag(in);
      if (Wire.number(tag) == KEY && Wire.type(tag) == Scalars.wireType(keyType)) {
        if (keyType == Type.STRING) {
          int keyLength = Wire.length(in);
          text = in.bytes();
          textFrom = in.skip(keyLength);
          textTo = textFrom + keyLength;
        } else {
          text = bytes(keyText(Scalars.integer(keyType, in)));
          textTo = text.length;
        }
      } else {
        Wire.skip(in, tag);
      }
    }
    Known entry = known.find(text, textFrom, textTo);
    if (entry != null) {
      in.rewind(from);
      note(entry, in);
    } else if (target.collectsNames()) {
      target.noteStranger(text, textFrom, textTo);
    }
    in.endAt(endOfAll);
    return true;
  }

  private static void note(Known entry, Cursor in) {
    entry.member().forget();
    entry.member().noteName();
    entry.value().reset();
    entry.missing().run();
    while (!in.atEnd()) {
      int tag = Wire.tag(in);
      if (Wire.number(tag) == VALUE && Wire.type(tag) == entry.value().wireType()) {
        entry.value().read(in);
      } else {
        Wire.skip(in, tag);
      }
    }
  }

  private String keyText(long key) {
    return switch (keyType) {
      case BOOL -> Boolean.toString(key != 0);
      case UINT64, FIXED64 -> Long.toUnsignedString(key);
      default -> Long.toString(key);
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
