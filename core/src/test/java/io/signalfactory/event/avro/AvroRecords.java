package io.signalfactory.event.avro;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.signalfactory.testkit.EventTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Writes events in Avro, with a schema made for each: an object is a record. */
final class AvroRecords {

  private int records;

  String schemaOf(@Nullable Object value) {
    if (value == null) {
      return "[\"null\",\"string\"]";
    }
    if (value instanceof EventTree object) {
      String name = "r" + records++;
      String fields =
          object.members().stream()
              .map(m -> "{\"name\":%s,\"type\":%s}".formatted(json(m.name()), schemaOf(m.value())))
              .collect(Collectors.joining(","));
      return "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[%s]}".formatted(name, fields);
    }
    if (value instanceof List<?> list) {
      return "{\"type\":\"array\",\"items\":%s}".formatted(schemaOf(list.get(0)));
    }
    if (value instanceof Long) {
      return "\"long\"";
    }
    if (value instanceof Double) {
      return "\"double\"";
    }
    if (value instanceof Boolean) {
      return "\"boolean\"";
    }
    if (value instanceof byte[]) {
      return "\"bytes\"";
    }
    if (value instanceof Instant) {
      return "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}";
    }
    if (value instanceof LocalDate) {
      return "{\"type\":\"int\",\"logicalType\":\"date\"}";
    }
    if (value instanceof BigInteger) {
      return decimal(0);
    }
    return value instanceof BigDecimal number ? decimal(number.scale()) : "[\"null\",\"string\"]";
  }

  private static String decimal(int scale) {
    return "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":200,\"scale\":%d}"
        .formatted(scale);
  }

  private static String json(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  byte[] bytesOf(EventTree event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      write(event, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static void write(@Nullable Object value, BinaryEncoder out) throws IOException {
    if (value == null) {
      out.writeIndex(0);
    } else if (value instanceof EventTree object) {
      for (EventTree.Named member : object.members()) {
        write(member.value(), out);
      }
    } else if (value instanceof List<?> list) {
      out.writeArrayStart();
      out.setItemCount(list.size());
      for (Object element : list) {
        out.startItem();
        write(element, out);
      }
      out.writeArrayEnd();
    } else if (value instanceof Long number) {
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeDouble(number);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof byte[] bytes) {
      out.writeBytes(bytes);
    } else if (value instanceof Instant time) {
      out.writeLong(time.toEpochMilli());
    } else if (value instanceof LocalDate day) {
      out.writeInt(Math.toIntExact(day.toEpochDay()));
    } else if (value instanceof BigInteger number) {
      out.writeBytes(number.toByteArray());
    } else if (value instanceof BigDecimal number) {
      out.writeBytes(ByteBuffer.wrap(number.unscaledValue().toByteArray()));
    } else {
      out.writeIndex(1);
      out.writeBytes(value.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
