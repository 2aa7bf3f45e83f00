package io.signalfactory.event;

import io.signalfactory.schema.WriterSchema;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a {@link FieldPlan} from one record after the other. Not thread-safe: one per
 * task and topic.
 */
public interface PayloadReader {

  /**
   * Reads the value of a record. Whatever its bytes are, this returns and never throws: a value
   * that is not in the format is {@link Decoding.Malformed}, and no value is {@link
   * Decoding.Tombstone}. A format may look at the record's headers as well, which can name the
   * schema of the value.
   *
   * @return valid until the next call of {@code read} or {@link #release}
   */
  Decoding read(RawRecord record);

  /**
   * The schema that the last record was written with.
   *
   * @return null if it names none, or if that was not found
   */
  default @Nullable WriterSchema writerSchema() {
    return null;
  }

  /**
   * What the last record breaks of the schema that it names, although its fields can be read: what
   * was expected and where, without any content of the record.
   *
   * @return null if nothing
   */
  default @Nullable String mismatch() {
    return null;
  }

  /**
   * Gives up the last record, which nobody asks about any more: there is a reader for each topic,
   * and a record can have megabytes.
   */
  void release();
}
