package io.signalfactory.event.framed;

import static io.signalfactory.testkit.RecordBuilder.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.Decoding.Cause;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.PayloadReader;
import io.signalfactory.event.RawRecord;
import io.signalfactory.event.avro.AvroLanguage;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SubjectVersion;
import io.signalfactory.schema.WriterSchema;
import io.signalfactory.testkit.KnownSchemas;
import io.signalfactory.testkit.RecordBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One event in every framing, and what only looks like one. */
class FramedReaderTest {

  private static final String SCHEMA =
      "{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}";
  private static final int ID = 0x01_02_03_04;
  private static final long LONG_ID = 0x0102030405060708L;
  private static final UUID GUID = new UUID(0x1122334455667788L, 0x99AABBCCDDEEFF00L);
  private static final SubjectVersion BARE = new SubjectVersion("bare", 1);

  /** The id {@code o-1}: its length, zigzag, and three letters. */
  private static final byte[] BODY = {6, 'o', '-', '1'};

  private final KnownSchemas schemas = new KnownSchemas();
  private final FieldPlan.Builder fields = new FieldPlan.Builder();
  private final int slot = fields.slot(FieldPath.of("id"), true);
  private final FieldPlan plan = fields.build();

  @BeforeEach
  void register() {
    for (SchemaId id :
        new SchemaId[] {
          new SchemaId.Confluent(ID),
          new SchemaId.ConfluentGuid(GUID),
          new SchemaId.Glue(GUID),
          new SchemaId.Apicurio(SchemaId.ApicurioKind.GLOBAL, LONG_ID),
          new SchemaId.Apicurio(SchemaId.ApicurioKind.CONTENT, LONG_ID),
          new SchemaId.AvroFingerprint(LONG_ID)
        }) {
      schemas.add(id, SchemaFormat.AVRO, SCHEMA);
    }
    WriterSchema bare = schemas.add(new SchemaId.Named("bare", 1), SchemaFormat.AVRO, SCHEMA);
    schemas.name(BARE, bare);
  }

  private PayloadReader reader(Framing framing) {
    return new FramedFormat(framing, schemas, Map.of(SchemaFormat.AVRO, AvroLanguage::new))
        .reader(plan);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] of(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static byte[] of(UUID id) {
    return joined(of(id.getMostSignificantBits()), of(id.getLeastSignificantBits()));
  }

  private static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater();
    deflater.setInput(plain);
    deflater.finish();
    byte[] out = new byte[plain.length + 100];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  private static byte[] confluent(byte[] body) {
    return joined(bytes(0), ByteBuffer.allocate(4).putInt(ID).array(), body);
  }

  private static byte[] glue(int compression, byte[] body) {
    return joined(bytes(3, compression), of(GUID), body);
  }

  private static byte[] fingerprinted() {
    byte[] little =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(LONG_ID).array();
    return joined(bytes(0xC3, 1), little, BODY);
  }

  static Stream<Arguments> everyFraming() {
    Framing recognised = Framing.RECOGNISED;
    return Stream.of(
        Arguments.of("confluent", recognised, record(confluent(BODY))),
        Arguments.of(
            "confluent's header with a GUID",
            recognised,
            record(BODY).header("__value_schema_id", joined(bytes(1), of(GUID)))),
        Arguments.of("glue", recognised, record(glue(0, BODY))),
        Arguments.of("glue with zlib", recognised, record(glue(5, deflated(BODY)))),
        Arguments.of(
            "apicurio's header with a global id",
            recognised,
            record(BODY).header("apicurio.value.globalId", of(LONG_ID))),
        Arguments.of(
            "apicurio's header with a content id",
            recognised,
            record(BODY).header("apicurio.value.contentId", of(LONG_ID))),
        Arguments.of(
            "apicurio's eight bytes",
            new Framing(true, null),
            record(joined(bytes(0), of(LONG_ID), BODY))),
        Arguments.of("avro's single object", recognised, record(fingerprinted())),
        Arguments.of("bare", new Framing(false, BARE), record(BODY)),
        Arguments.of("json", recognised, record("{\"id\":\"o-1\"}")),
        Arguments.of("json after white space", recognised, record("\n {\"id\":\"o-1\"}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyFraming")
  void readsTheEventInEveryFraming(String name, Framing framing, RecordBuilder record) {
    Decoding decoding = reader(framing).read(record.build());

    assertThat(decoding).as(name).isInstanceOf(Decoding.Decoded.class);
    assertThat(((Decoding.Decoded) decoding).fields().value(slot)).isEqualTo("o-1");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyFraming")
  void aValueThatIsCutOffIsNoEventAndNoFailure(String name, Framing framing, RecordBuilder record) {
    RawRecord whole = record.build();
    byte[] value = Objects.requireNonNull(whole.value());
    PayloadReader reader = reader(framing);

    for (int length = 0; length < value.length; length++) {
      byte[] cut = Arrays.copyOf(value, length);
      RecordBuilder shorter = record(cut);
      for (String header :
          new String[] {
            "__value_schema_id", "apicurio.value.globalId", "apicurio.value.contentId"
          }) {
        byte[] content = whole.header(header);
        if (content != null) {
          shorter.header(header, content);
        }
      }
      assertThat(reader.read(shorter.build()))
          .as(name + ", the first " + length + " bytes")
          .isInstanceOf(Decoding.Malformed.class);
    }
  }

  @Test
  void anIdThatNobodyKnowsIsAskedForOnceForEachRecordAndIsNoFaultOfTheValue() {
    // given
    byte[] unknown = joined(bytes(0, 9, 9, 9, 9), BODY);

    // when
    Decoding decoding = reader(Framing.RECOGNISED).read(record(unknown).build());

    // then
    assertThat(((Decoding.Malformed) decoding).cause()).isEqualTo(Cause.SCHEMA_UNKNOWN);
    assertThat(schemas.asked()).containsExactly(new SchemaId.Confluent(0x09_09_09_09));
  }

  @Test
  void aSmallValueThatWouldBecomeHugeIsUndecodable() {
    // given
    byte[] bomb = glue(5, deflated(new byte[64 * 1024 * 1024]));

    // when
    Decoding decoding = reader(Framing.RECOGNISED).read(record(bomb).build());

    // then
    assertThat(bomb.length).isLessThan(100_000);
    assertThat(((Decoding.Malformed) decoding).cause()).isEqualTo(Cause.UNDECODABLE);
  }

  @Test
  void aBareValueMayBeginLikeAFrame() {
    // given
    byte[] bare = joined(bytes(0), BODY);

    // when
    Decoding decoding = reader(new Framing(false, BARE)).read(record(bare).build());

    // then: an empty text, and bytes after it
    assertThat(schemas.asked()).isEmpty();
    assertThat(decoding).isInstanceOf(Decoding.Malformed.class);
  }

  @Test
  void aLetterThatBeginsLikeAvrosMarkIsLeftToJson() {
    // when
    Decoding decoding = reader(Framing.RECOGNISED).read(record("é".getBytes(UTF_8)).build());

    // then
    assertThat(((Decoding.Malformed) decoding).cause()).isEqualTo(Cause.VALUE);
  }

  @Test
  void whateverTheBytesAreReadingReturns() {
    // given
    Random random = new Random(42);
    PayloadReader reader = reader(Framing.RECOGNISED);
    byte[][] begins = {bytes(0), bytes(3, 0), bytes(3, 5), bytes(0xC3, 1), confluent(bytes())};
    int events = 0;

    // when
    for (int i = 0; i < 20_000; i++) {
      byte[] rest = new byte[random.nextInt(60)];
      random.nextBytes(rest);
      Decoding decoding = reader.read(record(joined(begins[i % begins.length], rest)).build());
      events += decoding instanceof Decoding.Decoded ? 1 : 0;
    }

    // then
    assertThat(events).isLessThan(1_000);
  }
}
