package io.signalfactory.event.avro;

import static io.signalfactory.testkit.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventFields;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.PayloadFormat;
import io.signalfactory.event.PayloadReader;
import io.signalfactory.event.framed.FramedFormat;
import io.signalfactory.event.framed.Framing;
import io.signalfactory.event.framed.MessageNaming;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.WriterSchema;
import io.signalfactory.testkit.EventTree;
import io.signalfactory.testkit.KnownSchemas;
import io.signalfactory.testkit.SameAnswers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.AvroTypeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.jspecify.annotations.Nullable;

/** Random schemas and values: what is read must be what Avro's own reader gives. */
class AvroProperties {

  private static final List<String> PATHS =
      List.of(
          "f0",
          "f1",
          "f2",
          "f3",
          "f4",
          "payload",
          "f0.f0",
          "f1.f0",
          "f2.f1",
          "payload.f1",
          "f1.f1.f0",
          "payload.f0.f0",
          "f0.k",
          "k",
          "f2.f0.f0.f0");

  @Property(tries = 1_500)
  void readsWhatAvrosReaderReads(@ForAll long seed, @ForAll boolean names) throws IOException {
    Random random = new Random(seed);
    Schema schema = new Schemas(random).record(3);
    KnownSchemas schemas = new KnownSchemas();
    SameAnswers answers = new SameAnswers(PATHS, names);

    for (int i = 0; i < 3; i++) {
      byte[] bytes = bytes(schema, value(schema, random, 0), i == 1);
      Object read = read(schema, schema, bytes);

      answers.check(
          format(schemas),
          schemas.framed(SchemaFormat.AVRO, schema.toString(), bytes),
          (EventTree) tree(schema, read));
    }
  }

  @Property(tries = 300)
  void readsWithAReadersSchemaWhatAvrosReaderReads(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Schema writer = new Schemas(random).record(2);
    Schema reader = new Readers(random).evolved(writer);
    byte[] bytes = bytes(writer, value(writer, random, 0), false);
    EventTree expected = resolved(writer, reader, bytes);
    // A record in a union can be one that Avro does not take for the reader's.
    Assume.that(expected != null);
    FieldPlan.Builder builder = new FieldPlan.Builder();
    Map<String, Integer> slots = new LinkedHashMap<>();
    List.of("f0", "f1", "f2", "f3", "f4", "renamed", "added", "nested.x", "nested.y")
        .forEach(path -> slots.put(path, builder.slot(FieldPath.of(path), true)));
    KnownSchemas schemas = new KnownSchemas();

    Decoding decoding =
        new AvroLanguage()
            .compile(known(schemas, writer), known(schemas, reader), builder.build())
            .read(bytes, 0, bytes.length, MessageNaming.NONE);

    EventFields fields = ((Decoding.Decoded) decoding).fields();
    slots.forEach(
        (path, slot) -> {
          EventTree.Named named = expected.find(FieldPath.of(path));
          if (named != null
              && (named.value() == null
                  || named.value() instanceof Number
                  || named.value() instanceof String)) {
            Object value = fields.value(slot);
            Object wanted = named.value();
            assertThat(comparable(value)).as(path).isEqualTo(comparable(wanted));
          }
        });
  }

  private static @Nullable EventTree resolved(Schema writer, Schema reader, byte[] bytes)
      throws IOException {
    try {
      return (EventTree) tree(reader, read(writer, reader, bytes));
    } catch (AvroTypeException e) {
      return null;
    }
  }

  private static @Nullable Object comparable(@Nullable Object value) {
    if (value instanceof BigInteger number) {
      return new BigDecimal(number).stripTrailingZeros();
    }
    if (value instanceof Long number) {
      return BigDecimal.valueOf(number).stripTrailingZeros();
    }
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }

  private static WriterSchema known(KnownSchemas schemas, Schema schema) {
    return schemas.add(
        new SchemaId.Confluent(schema.hashCode()), SchemaFormat.AVRO, schema.toString());
  }

  @Property(tries = 400)
  void readsAnyBytesWithoutFailing(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Schema schema = new Schemas(random).record(3);
    KnownSchemas schemas = new KnownSchemas();
    FieldPlan.Builder builder = new FieldPlan.Builder();
    PATHS.forEach(path -> builder.slot(FieldPath.of(path), true));
    builder.collectNames();
    FieldPlan plan = builder.build();
    PayloadReader reader = format(schemas).reader(plan);
    byte[] sound = bytes(schema, value(schema, random, 0), false);

    for (int i = 0; i < 50; i++) {
      byte[] bytes = i % 2 == 0 ? new byte[random.nextInt(80)] : sound.clone();
      for (int change = i % 2 == 0 ? bytes.length : 3; change > 0 && bytes.length > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Decoding decoding =
          reader.read(record(schemas.framed(SchemaFormat.AVRO, schema.toString(), bytes)).build());

      EventFields fields = decoding.fieldsOrNull();
      for (int slot = 0; fields != null && slot < plan.slots(); slot++) {
        fields.value(slot);
        fields.textLength(slot);
        assertThat(fields.kind(slot)).isNotNull();
      }
      assertThat(decoding).isNotInstanceOf(Decoding.Tombstone.class);
    }
  }

  private static PayloadFormat format(KnownSchemas schemas) {
    return new FramedFormat(
        Framing.RECOGNISED, schemas, Map.of(SchemaFormat.AVRO, AvroLanguage::new));
  }

  private static byte[] bytes(Schema schema, @Nullable Object value, boolean blocks)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder =
        blocks
            ? new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null)
            : EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(value, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static Object read(Schema writer, Schema reader, byte[] bytes) throws IOException {
    return new GenericDatumReader<>(writer, reader)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  /** A random value; times that are in the years that text has. */
  private static @Nullable Object value(Schema schema, Random random, int depth) {
    return switch (schema.getType()) {
      case RECORD -> {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
          record.put(field.pos(), value(field.schema(), random, depth + 1));
        }
        yield record;
      }
      case UNION -> {
        List<Schema> branches = schema.getTypes();
        // The first is not recursive.
        Schema branch = branches.get(depth > 5 ? 0 : random.nextInt(branches.size()));
        yield value(branch, random, depth + 1);
      }
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          list.add(value(schema.getElementType(), random, depth + 1));
        }
        yield new GenericData.Array<>(schema, list);
      }
      case MAP -> {
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.put(
              List.of("k", "f0", "f1", "x").get(random.nextInt(4)),
              value(schema.getValueType(), random, depth + 1));
        }
        yield map;
      }
      case INT ->
          schema.getLogicalType() == null ? (Object) random.nextInt() : random.nextInt(20_000);
      case LONG ->
          schema.getLogicalType() == null
              ? (Object) random.nextLong()
              : random.nextInt(Integer.MAX_VALUE) * (random.nextBoolean() ? 1L : 30L);
      case BYTES -> {
        byte[] bytes = new byte[1 + random.nextInt(20)];
        random.nextBytes(bytes);
        yield ByteBuffer.wrap(bytes);
      }
      default -> new RandomData(schema, 1, random.nextLong()).iterator().next();
    };
  }

  /** A value that Avro's reader gave, as it would be written in JSON. */
  private static @Nullable Object tree(Schema schema, @Nullable Object value) {
    LogicalType logical = schema.getLogicalType();
    String name = logical == null ? "" : logical.getName();
    if (schema.getType() == Schema.Type.UNION) {
      return tree(schema.getTypes().get(GenericData.get().resolveUnion(schema, value)), value);
    }
    if (value instanceof IndexedRecord record) {
      List<EventTree.Named> members = new ArrayList<>();
      for (Schema.Field field : schema.getFields()) {
        members.add(
            new EventTree.Named(field.name(), tree(field.schema(), record.get(field.pos()))));
      }
      return new EventTree(members);
    }
    if (value instanceof Map<?, ?> map) {
      List<EventTree.Named> members = new ArrayList<>();
      map.forEach(
          (key, element) ->
              members.add(
                  new EventTree.Named(key.toString(), tree(schema.getValueType(), element))));
      return new EventTree(members);
    }
    if (value instanceof List<?> list) {
      return list.isEmpty() ? List.of() : List.of(1L);
    }
    if (value instanceof GenericEnumSymbol<?> || value instanceof CharSequence) {
      return value.toString();
    }
    if (value instanceof GenericFixed fixed) {
      return bytes(logical, name, fixed.bytes());
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.duplicate().get(copy);
      return bytes(logical, name, copy);
    }
    if (value instanceof Float number) {
      return Float.isFinite(number) ? new BigDecimal(number.toString()) : number.toString();
    }
    if (value instanceof Double number) {
      return Double.isFinite(number) ? BigDecimal.valueOf(number) : number.toString();
    }
    return value instanceof Number number ? time(name, number.longValue()) : value;
  }

  private static Object bytes(@Nullable LogicalType logical, String name, byte[] bytes) {
    if (logical instanceof LogicalTypes.Decimal decimal) {
      BigInteger unscaled = new BigInteger(bytes);
      return decimal.getScale() == 0 ? unscaled : new BigDecimal(unscaled, decimal.getScale());
    }
    if (name.equals("duration")) {
      ByteBuffer parts = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      return "P%sM%sDT%sS"
          .formatted(
              Integer.toUnsignedString(parts.getInt()),
              Integer.toUnsignedString(parts.getInt()),
              new BigDecimal(BigInteger.valueOf(Integer.toUnsignedLong(parts.getInt())), 3));
    }
    if (name.equals("uuid")) {
      ByteBuffer parts = ByteBuffer.wrap(bytes);
      return new UUID(parts.getLong(), parts.getLong()).toString();
    }
    return bytes.clone();
  }

  private static Object time(String name, long value) {
    Instant epoch = Instant.EPOCH;
    LocalDateTime local = LocalDateTime.ofInstant(epoch, ZoneOffset.UTC);
    DateTimeFormatter text = DateTimeFormatter.ISO_LOCAL_DATE_TIME;
    return switch (name) {
      case "date" -> LocalDate.ofEpochDay(value);
      case "time-millis" ->
          LocalTime.MIDNIGHT
              .plus(value, ChronoUnit.MILLIS)
              .format(DateTimeFormatter.ISO_LOCAL_TIME);
      case "time-micros" ->
          value < 86_400_000_000L
              ? LocalTime.MIDNIGHT
                  .plus(value, ChronoUnit.MICROS)
                  .format(DateTimeFormatter.ISO_LOCAL_TIME)
              : (Object) value;
      case "timestamp-millis" -> epoch.plus(value, ChronoUnit.MILLIS);
      case "timestamp-micros" -> epoch.plus(value, ChronoUnit.MICROS);
      case "timestamp-nanos" -> epoch.plus(value, ChronoUnit.NANOS);
      case "local-timestamp-millis" -> text.format(local.plus(value, ChronoUnit.MILLIS));
      case "local-timestamp-micros" -> text.format(local.plus(value, ChronoUnit.MICROS));
      case "local-timestamp-nanos" -> text.format(local.plus(value, ChronoUnit.NANOS));
      default -> value;
    };
  }

  /** Makes random schemas. */
  private static final class Schemas {
    private final Random random;
    private final List<Schema> records = new ArrayList<>();
    private int named;

    private Schemas(Random random) {
      this.random = random;
    }

    private Schema record(int depth) {
      Schema record = Schema.createRecord("R" + named++, null, "x", false);
      records.add(record);
      List<Schema.Field> fields = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        String name = random.nextInt(6) == 0 && depth == 3 ? "payload" : "f" + i;
        if (fields.stream().noneMatch(field -> field.name().equals(name))) {
          fields.add(new Schema.Field(name, type(depth - 1), null, null));
        }
      }
      record.setFields(fields);
      return record;
    }

    private Schema type(int depth) {
      int kind = random.nextInt(depth > 0 ? 28 : 22);
      return switch (kind) {
        case 22, 23, 24 -> record(depth);
        case 25 -> Schema.createMap(type(depth - 1));
        case 26 -> Schema.createArray(type(depth - 1));
        case 27 -> union(depth);
        default -> scalar(kind);
      };
    }

    private Schema union(int depth) {
      List<Schema> branches = new ArrayList<>();
      branches.add(Schema.create(Schema.Type.NULL));
      branches.add(Schema.create(Schema.Type.STRING));
      branches.add(Schema.createMap(type(depth - 1)));
      branches.add(
          random.nextBoolean() ? records.get(random.nextInt(records.size())) : record(depth - 1));
      return Schema.createUnion(branches);
    }

    private Schema scalar(int kind) {
      Schema ints = Schema.create(Schema.Type.INT);
      Schema longs = Schema.create(Schema.Type.LONG);
      Schema bytes = Schema.create(Schema.Type.BYTES);
      return switch (kind) {
        case 0 -> ints;
        case 1 -> longs;
        case 2 -> Schema.create(Schema.Type.FLOAT);
        case 3 -> Schema.create(Schema.Type.DOUBLE);
        case 4 -> bytes;
        case 5 -> Schema.create(Schema.Type.BOOLEAN);
        case 6 -> Schema.create(Schema.Type.NULL);
        case 7 -> Schema.createEnum("E" + named++, null, "x", List.of("A", "B", "C"));
        case 8 -> Schema.createFixed("F" + named++, null, "x", random.nextInt(5));
        case 9 -> LogicalTypes.decimal(60, random.nextInt(5)).addToSchema(bytes);
        case 10 ->
            LogicalTypes.decimal(10, 2)
                .addToSchema(Schema.createFixed("F" + named++, null, "x", 8));
        case 11 -> LogicalTypes.date().addToSchema(ints);
        case 12 -> LogicalTypes.timeMillis().addToSchema(ints);
        case 13 -> LogicalTypes.timeMicros().addToSchema(longs);
        case 14 -> LogicalTypes.timestampMillis().addToSchema(longs);
        case 15 -> LogicalTypes.timestampMicros().addToSchema(longs);
        case 16 -> LogicalTypes.timestampNanos().addToSchema(longs);
        case 17 -> LogicalTypes.localTimestampMillis().addToSchema(longs);
        case 18 -> LogicalTypes.localTimestampNanos().addToSchema(longs);
        case 19 ->
            LogicalTypes.uuid().addToSchema(Schema.createFixed("F" + named++, null, "x", 16));
        case 20 ->
            new LogicalType("duration")
                .addToSchema(Schema.createFixed("F" + named++, null, "x", 12));
        default -> Schema.create(Schema.Type.STRING);
      };
    }
  }

  /** Makes readers of random schemas: with an alias, a default, another order and other numbers. */
  private static final class Readers {
    private final Random random;

    private Readers(Random random) {
      this.random = random;
    }

    private Schema evolved(Schema writer) {
      List<Schema.Field> fields = new ArrayList<>();
      boolean renamed = false;
      for (Schema.Field field : writer.getFields()) {
        Schema type = promoted(field.schema());
        if (!renamed && random.nextInt(4) == 0) {
          Schema.Field alias = new Schema.Field("renamed", type, null, null);
          alias.addAlias(field.name());
          fields.add(alias);
          renamed = true;
        } else if (random.nextInt(5) > 0) {
          fields.add(new Schema.Field(field.name(), type, null, null));
        }
      }
      fields.add(new Schema.Field("added", Schema.create(Schema.Type.STRING), null, "new \u20ac"));
      Schema nested = Schema.createRecord("Nested", null, "x", false);
      nested.setFields(
          List.of(
              new Schema.Field("x", Schema.create(Schema.Type.LONG), null, 5L),
              new Schema.Field("y", Schema.create(Schema.Type.DOUBLE), null, 1.5)));
      fields.add(
          0,
          new Schema.Field("nested", nested, null, new LinkedHashMap<>(Map.of("x", 7L, "y", 2.5))));
      return Schema.createRecord(writer.getName(), null, "x", false, fields);
    }

    private Schema promoted(Schema type) {
      if (type.getLogicalType() != null) {
        return type;
      }
      return switch (type.getType()) {
        case INT, LONG, FLOAT -> random.nextBoolean() ? Schema.create(Schema.Type.DOUBLE) : type;
        default -> type;
      };
    }
  }
}
