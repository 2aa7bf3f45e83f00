package io.signalfactory.event;

import io.signalfactory.testkit.EventTree;
import io.signalfactory.testkit.PayloadFormatKit;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

class TaggedFormatTest extends PayloadFormatKit {

  @Override
  protected PayloadFormat format() {
    return new TaggedFormat();
  }

  @Override
  protected Set<Feature> cannotExpress() {
    return Set.of(Feature.REPEATED_NAMES, Feature.BIG_NUMBERS);
  }

  @Override
  protected byte[] write(EventTree event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(new DataOutputStream(bytes), event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeByte(TaggedFormat.NULL);
    } else if (value instanceof EventTree object) {
      out.writeByte(TaggedFormat.OBJECT);
      out.writeInt(object.members().size());
      for (EventTree.Named member : object.members()) {
        bytes(out, member.name().getBytes(StandardCharsets.UTF_8));
        write(out, member.value());
      }
    } else if (value instanceof List<?> list) {
      out.writeByte(TaggedFormat.LIST);
      out.writeInt(list.size());
      for (Object element : list) {
        write(out, element);
      }
    } else if (value instanceof Long number) {
      out.writeByte(TaggedFormat.LONG);
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeByte(TaggedFormat.DOUBLE);
      out.writeDouble(number);
    } else if (value instanceof Boolean truth) {
      out.writeByte(truth ? TaggedFormat.TRUE : TaggedFormat.FALSE);
    } else if (value instanceof Instant time) {
      out.writeByte(TaggedFormat.TIME);
      out.writeLong(time.toEpochMilli());
    } else if (value instanceof LocalDate day) {
      out.writeByte(TaggedFormat.DAY);
      out.writeInt(Math.toIntExact(day.toEpochDay()));
    } else if (value instanceof byte[] bytes) {
      out.writeByte(TaggedFormat.BYTES);
      bytes(out, bytes);
    } else {
      out.writeByte(TaggedFormat.TEXT);
      bytes(out, value.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
