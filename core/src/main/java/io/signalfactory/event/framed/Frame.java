package io.signalfactory.event.framed;

import io.signalfactory.event.RawRecord;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SchemaId.ApicurioKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/**
 * How a record names its schema, and where its value begins. One is used for all records of a
 * reader. Not thread-safe.
 *
 * <p>No JSON object begins like a frame: it begins with a brace or white space, and the first bytes
 * of frames are 0, 3 and C3. A value with none of these is left to JSON, which tells what is wrong
 * with it if it is not.
 */
final class Frame {

  /** What the value begins with, or what its headers say. */
  enum Kind {
    /** Nothing: it is JSON. */
    NONE,
    CONFLUENT,
    CONFLUENT_GUID,
    GLUE,
    APICURIO_GLOBAL,
    APICURIO_CONTENT,
    AVRO,
    /** It begins like a frame, and is none. */
    BROKEN
  }

  private static final String CONFLUENT_HEADER = "__value_schema_id";
  private static final String APICURIO_GLOBAL_HEADER = "apicurio.value.globalId";
  private static final String APICURIO_CONTENT_HEADER = "apicurio.value.contentId";

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final byte CONFLUENT_ID = 0;
  private static final byte CONFLUENT_GUID = 1;
  private static final byte GLUE = 3;
  private static final byte GLUE_PLAIN = 0;
  private static final byte GLUE_ZLIB = 5;
  private static final byte AVRO_FIRST = (byte) 0xC3;
  private static final byte AVRO_SECOND = 1;

  private static final int ID_AT = 1;
  private static final int AFTER_ID = ID_AT + Integer.BYTES;
  private static final int AFTER_LONG_ID = ID_AT + Long.BYTES;
  private static final int AFTER_GUID = ID_AT + 2 * Long.BYTES;
  private static final int GLUE_ID_AT = 2;
  private static final int AFTER_GLUE = GLUE_ID_AT + 2 * Long.BYTES;
  private static final int AFTER_AVRO = 2 + Long.BYTES;

  private final boolean eightByteIds;
  private Kind kind = Kind.NONE;
  private long high;
  private long low;
  private int from;
  private boolean compressed;
  private MessageNaming naming = MessageNaming.NONE;
  private byte[] namingInHeader = {};

  Frame(boolean eightByteIds) {
    this.eightByteIds = eightByteIds;
  }

  /** Looks at the headers of a record and, unless they name a schema, at its value. */
  void recognise(RawRecord record, byte[] value, boolean bare) {
    begin(Kind.NONE, 0, 0, 0, MessageNaming.NONE);
    if (inHeaders(record) || bare || value.length == 0) {
      return;
    }
    switch (value[0]) {
      case CONFLUENT_ID -> confluent(value);
      case GLUE -> glue(value);
      case AVRO_FIRST -> avro(value);
      default -> {}
    }
  }

  private boolean inHeaders(RawRecord record) {
    byte[] guid = record.header(CONFLUENT_HEADER);
    if (guid != null) {
      confluentHeader(guid);
      return true;
    }
    return apicurioHeader(record, APICURIO_GLOBAL_HEADER, Kind.APICURIO_GLOBAL)
        || apicurioHeader(record, APICURIO_CONTENT_HEADER, Kind.APICURIO_CONTENT);
  }

  private void confluentHeader(byte[] header) {
    int after;
    if (header.length >= AFTER_GUID && header[0] == CONFLUENT_GUID) {
      after = AFTER_GUID;
      begin(
          Kind.CONFLUENT_GUID,
          (long) LONG.get(header, ID_AT),
          (long) LONG.get(header, ID_AT + Long.BYTES),
          0,
          MessageNaming.NONE);
    } else if (header.length >= AFTER_ID && header[0] == CONFLUENT_ID) {
      after = AFTER_ID;
      begin(Kind.CONFLUENT, 0, (int) INT.get(header, ID_AT), 0, MessageNaming.NONE);
    } else {
      kind = Kind.BROKEN;
      return;
    }
    if (header.length > after) {
      naming = MessageNaming.CONFLUENT;
      namingInHeader = Arrays.copyOfRange(header, after, header.length);
    }
  }

  private boolean apicurioHeader(RawRecord record, String name, Kind found) {
    byte[] header = record.header(name);
    if (header == null) {
      return false;
    }
    if (header.length == Long.BYTES) {
      begin(found, 0, (long) LONG.get(header, 0), 0, MessageNaming.NONE);
    } else {
      kind = Kind.BROKEN;
    }
    return true;
  }

  private void confluent(byte[] value) {
    if (eightByteIds && value.length >= AFTER_LONG_ID) {
      begin(
          Kind.APICURIO_GLOBAL,
          0,
          (long) LONG.get(value, ID_AT),
          AFTER_LONG_ID,
          MessageNaming.APICURIO);
    } else if (!eightByteIds && value.length >= AFTER_ID) {
      begin(Kind.CONFLUENT, 0, (int) INT.get(value, ID_AT), AFTER_ID, MessageNaming.CONFLUENT);
    } else {
      kind = Kind.BROKEN;
    }
  }

  private void glue(byte[] value) {
    if (value.length < AFTER_GLUE || (value[1] != GLUE_PLAIN && value[1] != GLUE_ZLIB)) {
      kind = Kind.BROKEN;
      return;
    }
    begin(
        Kind.GLUE,
        (long) LONG.get(value, GLUE_ID_AT),
        (long) LONG.get(value, GLUE_ID_AT + Long.BYTES),
        AFTER_GLUE,
        MessageNaming.GLUE);
    compressed = value[1] == GLUE_ZLIB;
  }

  private void avro(byte[] value) {
    if (value.length < AFTER_AVRO || value[1] != AVRO_SECOND) {
      // Other bytes after C3 are a letter with an accent, which no JSON object begins with.
      kind = value.length > 1 && value[1] != AVRO_SECOND ? Kind.NONE : Kind.BROKEN;
      return;
    }
    begin(
        Kind.AVRO, 0, Long.reverseBytes((long) LONG.get(value, 2)), AFTER_AVRO, MessageNaming.NONE);
  }

  private void begin(Kind found, long highBits, long lowBits, int begin, MessageNaming how) {
    kind = found;
    high = highBits;
    low = lowBits;
    from = begin;
    naming = how;
    compressed = false;
    if (namingInHeader.length > 0) {
      namingInHeader = new byte[0];
    }
  }

  Kind kind() {
    return kind;
  }

  /** Whether another record, with these numbers, named the same schema. */
  boolean names(Kind otherKind, long otherHigh, long otherLow) {
    return kind == otherKind && high == otherHigh && low == otherLow;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  /** The schema that the record names; not for {@code NONE} and {@code BROKEN}. */
  SchemaId id() {
    return switch (kind) {
      case CONFLUENT -> new SchemaId.Confluent((int) low);
      case CONFLUENT_GUID -> new SchemaId.ConfluentGuid(new UUID(high, low));
      case GLUE -> new SchemaId.Glue(new UUID(high, low));
      case APICURIO_GLOBAL -> new SchemaId.Apicurio(ApicurioKind.GLOBAL, low);
      case APICURIO_CONTENT -> new SchemaId.Apicurio(ApicurioKind.CONTENT, low);
      case AVRO -> new SchemaId.AvroFingerprint(low);
      case NONE, BROKEN -> throw new IllegalStateException("the record names no schema");
    };
  }

  /** Where the value begins, after the id. */
  int from() {
    return from;
  }

  /** Whether the value is compressed with zlib. */
  boolean compressed() {
    return compressed;
  }

  MessageNaming naming() {
    return naming;
  }

  /** What names the message, if that is in a header and not in front of the message. */
  byte[] namingInHeader() {
    return namingInHeader;
  }
}
