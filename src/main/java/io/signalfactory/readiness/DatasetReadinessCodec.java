package io.signalfactory.readiness;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import io.signalfactory.codec.CodecException;
import io.signalfactory.tally.Senders;

/** {@link DatasetReadiness} as bytes, see {@code docs/formats.md}. Stateless and thread-safe. */
public final class DatasetReadinessCodec {

  private static final int VERSION = 1;
  private static final int LIMITED = 1;
  private static final int MEASURED = 2;

  private DatasetReadinessCodec() {}

  /** The bytes of what is kept. */
  public static byte[] encode(DatasetReadiness readiness) {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeSigned(readiness.fromMinute());
    out.writeSigned(readiness.toMinute());
    out.writeByte((readiness.limited() ? LIMITED : 0) | (readiness.measured() ? MEASURED : 0));
    readiness.senders().write(out);
    return out.toByteArray();
  }

  /**
   * What is kept, from its bytes.
   *
   * @throws CodecException if another format version wrote them or they are damaged
   */
  public static DatasetReadiness decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, "readiness");
    in.expectVersion(VERSION);
    long fromMinute = in.readSigned();
    long toMinute = in.readSigned();
    int flags = in.readByte();
    DatasetReadiness readiness =
        new DatasetReadiness(
            fromMinute,
            toMinute,
            (flags & LIMITED) != 0,
            (flags & MEASURED) != 0,
            Senders.read(in));
    in.expectEnd();
    return readiness;
  }
}
