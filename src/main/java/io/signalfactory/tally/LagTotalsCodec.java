package io.signalfactory.tally;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import io.signalfactory.codec.CodecException;

/**
 * {@link LagTotals} with at least one bucket, as bytes: the number of late records, then each
 * bucket as its difference to the one before, with its number of records.
 */
final class LagTotalsCodec {

  private LagTotalsCodec() {}

  static void write(LagTotals lags, ByteWriter out) {
    out.writeUnsigned(lags.late());
    int before = -1;
    for (int i = 0; i < lags.size(); i++) {
      out.writeUnsigned(lags.bucket(i) - before);
      out.writeUnsigned(lags.count(i));
      before = lags.bucket(i);
    }
  }

  /**
   * @param size how many buckets there are, at least one
   * @throws CodecException if the bytes are damaged
   */
  static LagTotals read(int size, ByteReader in) {
    long late = in.readUnsigned();
    int[] buckets = new int[size];
    long[] counts = new long[size];
    long bucket = -1;
    for (int i = 0; i < size; i++) {
      int difference = in.readInt();
      bucket += difference;
      counts[i] = in.readUnsigned();
      if (difference == 0 || !LagScale.isBucket(bucket) || counts[i] <= 0) {
        throw in.damaged("a lag is out of its range or order");
      }
      buckets[i] = (int) bucket;
    }
    return LagTotals.of(late, buckets, counts);
  }
}
