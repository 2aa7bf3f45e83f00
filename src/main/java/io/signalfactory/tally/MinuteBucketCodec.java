package io.signalfactory.tally;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import io.signalfactory.codec.CodecException;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link MinuteBucket} as bytes: one byte of format version, then each source with its snapshot in
 * the format of {@link TallyCodec}. Stateless and thread-safe.
 */
public final class MinuteBucketCodec {

  private static final int VERSION = 2;

  /** Had tallies of version 1. */
  private static final int EARLIER_TALLIES = 1;

  private MinuteBucketCodec() {}

  /** The bucket's bytes; equal buckets have equal bytes. */
  public static byte[] encode(MinuteBucket bucket) {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(bucket.tallies().size());
    bucket
        .tallies()
        .forEach(
            (source, tally) -> {
              out.writeText(source.topic());
              out.writeUnsigned(source.partition());
              TallyCodec.writeBody(tally, out);
            });
    return out.toByteArray();
  }

  /**
   * The bucket behind the bytes.
   *
   * @throws CodecException if another format version wrote them or they are damaged
   */
  public static MinuteBucket decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, "minute bucket");
    int tally =
        in.readVersion(EARLIER_TALLIES, VERSION) == EARLIER_TALLIES
            ? TallyCodec.WITHOUT_SENDERS
            : TallyCodec.VERSION;
    Map<SourcePartition, TallySnapshot> tallies = new TreeMap<>();
    for (int left = in.readCount(); left > 0; left--) {
      SourcePartition source = new SourcePartition(in.readRequiredText(), in.readInt());
      tallies.put(source, TallyCodec.readBody(in, tally));
    }
    in.expectEnd();
    return MinuteBucket.of(tallies);
  }
}
