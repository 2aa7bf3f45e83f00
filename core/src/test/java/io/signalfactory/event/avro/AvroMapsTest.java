package io.signalfactory.event.avro;

import io.signalfactory.event.PayloadFormat;
import io.signalfactory.event.framed.FramedFormat;
import io.signalfactory.event.framed.Framing;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.testkit.EventTree;
import io.signalfactory.testkit.KnownSchemas;
import io.signalfactory.testkit.PayloadFormatKit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Conversions.BigDecimalConversion;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Objects as maps, nested as deep as {@link #DEPTH}, whose values are of a union: one schema for
 * all events. Names may be anything, and may be repeated.
 */
class AvroMapsTest extends PayloadFormatKit {

  private static final int DEPTH = 6;
  private static final String SCHEMA = map(DEPTH);
  private static final int MAP = 6;
  private static final int LIST = 5;

  private final KnownSchemas schemas = new KnownSchemas();

  private static String map(int depth) {
    return "{\"type\":\"map\",\"values\":%s}".formatted(union(depth));
  }

  private static String union(int depth) {
    String scalars =
        "\"null\",\"boolean\",\"long\",\"double\","
            + "{\"type\":\"bytes\",\"logicalType\":\"big-decimal\"}";
    String nested =
        depth == 0
            ? ""
            : ",{\"type\":\"array\",\"items\":%s},%s".formatted(union(0), map(depth - 1));
    return "[" + scalars + nested + ",\"string\"]";
  }

  @Override
  protected PayloadFormat format() {
    return new FramedFormat(
        Framing.RECOGNISED, schemas, Map.of(SchemaFormat.AVRO, AvroLanguage::new));
  }

  @Override
  protected byte[] write(EventTree event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      writeMap(event, DEPTH, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return schemas.framed(SchemaFormat.AVRO, SCHEMA, out.toByteArray());
  }

  private static void writeMap(EventTree object, int depth, BinaryEncoder out) throws IOException {
    out.writeMapStart();
    out.setItemCount(object.members().size());
    for (EventTree.Named member : object.members()) {
      out.startItem();
      out.writeString(member.name());
      write(member.value(), depth, out);
    }
    out.writeMapEnd();
  }

  private static void write(@Nullable Object value, int depth, BinaryEncoder out)
      throws IOException {
    if (value == null) {
      out.writeIndex(0);
    } else if (value instanceof Boolean truth) {
      out.writeIndex(1);
      out.writeBoolean(truth);
    } else if (value instanceof Long number) {
      out.writeIndex(2);
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeIndex(3);
      out.writeDouble(number);
    } else if (value instanceof BigInteger number) {
      out.writeIndex(4);
      out.writeBytes(bigDecimal(new BigDecimal(number)));
    } else if (value instanceof BigDecimal number) {
      out.writeIndex(4);
      out.writeBytes(bigDecimal(number));
    } else if (value instanceof EventTree object) {
      out.writeIndex(MAP);
      writeMap(object, depth - 1, out);
    } else if (value instanceof List<?> list && !(list.get(0) instanceof EventTree)) {
      out.writeIndex(LIST);
      out.writeArrayStart();
      out.setItemCount(list.size());
      for (Object element : list) {
        out.startItem();
        write(element, 0, out);
      }
      out.writeArrayEnd();
    } else if (value instanceof List<?>) {
      out.writeIndex(LIST);
      out.writeArrayStart();
      out.writeArrayEnd();
    } else {
      out.writeIndex(depth == 0 ? LIST : MAP + 1);
      out.writeBytes(text(value).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes
        ? Base64.getEncoder().encodeToString(bytes)
        : value.toString();
  }

  private static ByteBuffer bigDecimal(BigDecimal number) {
    Schema schema = LogicalTypes.bigDecimal().addToSchema(Schema.create(Schema.Type.BYTES));
    return new BigDecimalConversion().toBytes(number, schema, LogicalTypes.bigDecimal());
  }

  @Override
  protected Set<Feature> cannotExpress() {
    return Set.of(Feature.TYPED_TIMES);
  }
}
