package io.signalfactory.event.protobuf;

import static io.signalfactory.testkit.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventFields;
import io.signalfactory.event.FieldKind;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.PayloadReader;
import io.signalfactory.event.framed.FramedFormat;
import io.signalfactory.event.framed.Framing;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.testkit.KnownSchemas;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** What is read from random messages, beside what Protobuf's own library reads. */
class ProtobufProperties {

  private static final int ID = 0x5C_4E_3A_01;
  private static final int LONGEST = 40;
  private static final String SCHEMA =
      """
      syntax = "proto3";
      enum Kind { NONE = 0; SOME = 1; ALL = 2; }
      message Event {
        string s = 1;
        int64 i = 2;
        sint32 z = 3;
        double d = 4;
        bool b = 5;
        bytes y = 6;
        Kind k = 7;
        Event child = 8;
        repeated int32 r = 9;
        map<string, string> m = 10;
        fixed64 f = 11;
        uint64 u = 12;
        float g = 13;
        optional string o = 14;
        oneof one { string x = 16; int32 w = 17; }
        sfixed32 sf = 18;
        uint32 u32 = 19;
        sint64 z64 = 20;
        optional Kind ok = 1000;
      }
      """;

  private final KnownSchemas schemas = new KnownSchemas();
  private final Descriptor type =
      ProtoFiles.descriptor(schemas.add(new SchemaId.Confluent(ID), SchemaFormat.PROTOBUF, SCHEMA))
          .getMessageTypes()
          .get(0);
  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final FieldPlan plan = plan();

  private FieldPlan plan() {
    FieldPlan.Builder builder = new FieldPlan.Builder();
    for (FieldDescriptor field : type.getFields()) {
      for (String path : new String[] {field.getName(), "child." + field.getName()}) {
        slots.put(path, builder.slot(FieldPath.of(path), true));
      }
    }
    return builder.build();
  }

  private PayloadReader reader() {
    return new FramedFormat(
            Framing.RECOGNISED, schemas, Map.of(SchemaFormat.PROTOBUF, ProtobufLanguage::new))
        .reader(plan);
  }

  private static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(6 + message.length)
        .put((byte) 0)
        .putInt(ID)
        .put((byte) 0)
        .put(message)
        .array();
  }

  private DynamicMessage message(Random random, int depth) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      if (random.nextInt(10) < 4 || field.isMapField()) {
        continue;
      }
      if (field.isRepeated()) {
        message.addRepeatedField(field, random.nextInt());
      } else if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        message.setField(field, scalar(field, random));
      } else if (depth > 0) {
        message.setField(field, message(random, depth - 1));
      }
    }
    return message.build();
  }

  private static Object scalar(FieldDescriptor field, Random random) {
    return switch (field.getJavaType()) {
      case INT -> random.nextBoolean() ? random.nextInt() : random.nextInt(3);
      case LONG -> random.nextBoolean() ? random.nextLong() : (long) random.nextInt(3);
      case FLOAT -> random.nextFloat() * 1_000;
      case DOUBLE -> random.nextBoolean() ? random.nextGaussian() * 1e12 : Double.NaN;
      case BOOLEAN -> random.nextBoolean();
      case STRING -> "é" + Integer.toString(random.nextInt(), Character.MAX_RADIX);
      case BYTE_STRING -> ByteString.copyFrom(new byte[random.nextInt(4)]);
      default -> field.getEnumType().getValues().get(random.nextInt(3));
    };
  }

  /** What a rule has to get for a field, as {@link EventFields} says; null if it is not there. */
  private static @Nullable Object wanted(@Nullable DynamicMessage message, FieldDescriptor field) {
    if (message == null || field.hasPresence() && !message.hasField(field)) {
      return null;
    }
    Object value = message.getField(field);
    if (value instanceof EnumValueDescriptor symbol) {
      return symbol.getName();
    }
    if (value instanceof ByteString bytes) {
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
    if (value instanceof Double number) {
      return Double.isFinite(number) ? BigDecimal.valueOf(number) : number.toString();
    }
    if (value instanceof Float number) {
      return new BigDecimal(number.toString());
    }
    return switch (field.getType()) {
      case UINT64, FIXED64 -> new BigDecimal(Long.toUnsignedString((Long) value));
      case UINT32 -> BigDecimal.valueOf(Integer.toUnsignedLong((Integer) value));
      default -> value instanceof Number number ? BigDecimal.valueOf(number.longValue()) : value;
    };
  }

  private static @Nullable Object comparable(@Nullable Object value) {
    if (value instanceof Long number) {
      return BigDecimal.valueOf(number).stripTrailingZeros();
    }
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }

  private void check(EventFields fields, @Nullable DynamicMessage message, String prefix) {
    for (FieldDescriptor field : type.getFields()) {
      int slot = slots.get(prefix + field.getName());
      if (field.isRepeated() || field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      assertThat(comparable(fields.value(slot)))
          .as(prefix + field.getName())
          .isEqualTo(comparable(wanted(message, field)));
      assertThat(fields.kind(slot) == FieldKind.ABSENT)
          .as(prefix + field.getName())
          .isEqualTo(wanted(message, field) == null);
    }
  }

  @Property(tries = 1_500)
  void readsWhatProtobufsLibraryReads(@ForAll long seed) {
    Random random = new Random(seed);
    DynamicMessage event = message(random, 2);

    Decoding decoding = reader().read(record(framed(event.toByteArray())).build());

    EventFields fields = ((Decoding.Decoded) decoding).fields();
    FieldDescriptor child = type.findFieldByName("child");
    check(fields, event, "");
    check(fields, event.hasField(child) ? (DynamicMessage) event.getField(child) : null, "child.");
  }

  @Property(tries = 400)
  void readsAnyBytesWithoutFailing(@ForAll long seed) {
    Random random = new Random(seed);
    PayloadReader reader = reader();
    byte[] sound = message(random, 2).toByteArray();

    for (int i = 0; i < 50; i++) {
      byte[] bytes = i % 2 == 0 ? new byte[random.nextInt(LONGEST)] : sound.clone();
      for (int change = i % 2 == 0 ? bytes.length : 3; change > 0 && bytes.length > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Decoding decoding = reader.read(record(framed(bytes)).build());

      EventFields fields = decoding.fieldsOrNull();
      for (int slot = 0; fields != null && slot < plan.slots(); slot++) {
        fields.value(slot);
        fields.textLength(slot);
        assertThat(fields.kind(slot)).isNotNull();
      }
      assertThat(decoding).isNotInstanceOf(Decoding.Tombstone.class);
    }
  }
}
