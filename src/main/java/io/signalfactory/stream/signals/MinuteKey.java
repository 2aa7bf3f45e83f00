package io.signalfactory.stream.signals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * The key of one minute of one dataset: the dataset first, so that its minutes lie together and in
 * order. A URN holds no zero byte, so none is the beginning of another.
 */
public final class MinuteKey {

  private MinuteKey() {}

  public static Bytes of(String datasetUrn, long minute) {
    byte[] urn = datasetUrn.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(urn.length + 1 + Long.BYTES)
            .put(urn)
            .put((byte) 0)
            .putLong(minute ^ Long.MIN_VALUE)
            .array());
  }

  public static long minute(Bytes key) {
    byte[] bytes = key.get();
    return ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES) ^ Long.MIN_VALUE;
  }
}
