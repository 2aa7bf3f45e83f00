package io.signalfactory.event.avro;

import io.signalfactory.event.binary.BrokenValueException;
import io.signalfactory.event.binary.Cursor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes steps that pass over values. Steps of the same record are made once, as records can be
 * recursive.
 */
final class Skip {

  /** The size of values that differ in size. */
  static final long VARIES = -1;

  private static final Step VARINT = Cursor::zigzag;
  private static final Step LENGTH_AND_BYTES = in -> in.skip(in.zigzag());

  private final IdentityHashMap<Schema, RecordStep> records = new IdentityHashMap<>();
  private final IdentityHashMap<Schema, Long> sizes = new IdentityHashMap<>();

  Step over(Schema schema) {
    long size = sizeOf(schema);
    if (size != VARIES) {
      return in -> in.skip(size);
    }
    return switch (schema.getType()) {
      case INT, LONG -> VARINT;
      case ENUM -> enumeration(schema);
      case STRING, BYTES -> LENGTH_AND_BYTES;
      case ARRAY -> list(schema.getElementType());
      case MAP -> map(schema.getValueType());
      case UNION -> new UnionStep(schema.getTypes().stream().map(this::over).toArray(Step[]::new));
      default -> record(schema);
    };
  }

  static Step enumeration(Schema schema) {
    int symbols = schema.getEnumSymbols().size();
    return in -> checkIndex(in.zigzag(), symbols, in);
  }

  static int checkIndex(long index, int below, Cursor in) {
    if (index < 0 || index >= below) {
      throw new BrokenValueException(
          "an index that the schema does not have before byte " + in.at());
    }
    return (int) index;
  }

  /** A number of bytes that follow. */
  static int length(Cursor in) {
    long length = in.zigzag();
    if (length < 0 || length > in.end() - in.at()) {
      throw new BrokenValueException("a length beyond the end before byte " + in.at());
    }
    return (int) length;
  }

  private Step list(Schema element) {
    long size = sizeOf(element);
    if (size != VARIES) {
      return in -> {
        for (long count = in.zigzag(); count != 0; count = in.zigzag()) {
          if (count < 0) {
            in.skip(in.zigzag());
          } else {
            skipAll(in, count, size);
          }
        }
      };
    }
    Step step = over(element);
    return in -> {
      in.enter();
      for (long count = in.zigzag(); count != 0; count = in.zigzag()) {
        if (count < 0) {
          in.skip(in.zigzag());
        } else {
          // Each takes a byte or more, so this ends with the bytes.
          for (long i = 0; i < count; i++) {
            step.run(in);
          }
        }
      }
      in.leave();
    };
  }

  private static void skipAll(Cursor in, long count, long size) {
    if (size != 0 && count > Integer.MAX_VALUE / size) {
      throw new BrokenValueException("a list that is longer than the value before byte " + in.at());
    }
    in.skip(count * size);
  }

  private Step map(Schema valueSchema) {
    Step value = over(valueSchema);
    return in -> {
      in.enter();
      for (long count = in.zigzag(); count != 0; count = in.zigzag()) {
        if (count < 0) {
          in.skip(in.zigzag());
        } else {
          for (long i = 0; i < count; i++) {
            in.skip(in.zigzag());
            value.run(in);
          }
        }
      }
      in.leave();
    };
  }

  private Step record(Schema schema) {
    RecordStep known = records.get(schema);
    if (known != null) {
      return known;
    }
    RecordStep record = new RecordStep();
    records.put(schema, record);
    List<Step> steps = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      steps.add(over(field.schema()));
    }
    record.steps = steps.toArray(Step[]::new);
    return record;
  }

  /**
   * The size of every value of a type; {@link #VARIES} if there are several. A value of a type that
   * varies takes a byte or more.
   */
  long sizeOf(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> 0;
      case BOOLEAN -> 1;
      case FLOAT -> Float.BYTES;
      case DOUBLE -> Double.BYTES;
      case FIXED -> schema.getFixedSize();
      case RECORD -> sizeOfRecord(schema);
      default -> VARIES;
    };
  }

  private long sizeOfRecord(Schema schema) {
    Long known = sizes.get(schema);
    if (known != null) {
      return known;
    }
    sizes.put(schema, VARIES);
    long size = 0;
    for (Schema.Field field : schema.getFields()) {
      long more = sizeOf(field.schema());
      if (more == VARIES || size > Integer.MAX_VALUE) {
        return VARIES;
      }
      size += more;
    }
    sizes.put(schema, size);
    return size;
  }

  /** Passes over the fields of a record. */
  private static final class RecordStep implements Step {
    private Step @Nullable [] steps;

    @Override
    public void run(Cursor in) {
      Step[] all = steps;
      if (all == null) {
        return;
      }
      in.enter();
      for (Step step : all) {
        step.run(in);
      }
      in.leave();
    }
  }

  /** One of several steps, by the index in front of the value. */
  record UnionStep(Step[] branches) implements Step {
    @Override
    public void run(Cursor in) {
      branches[checkIndex(in.zigzag(), branches.length, in)].run(in);
    }
  }
}
