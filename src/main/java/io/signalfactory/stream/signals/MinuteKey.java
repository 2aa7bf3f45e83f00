package io.signalfactory.stream.signals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * The key of one minute of one dataset. The dataset comes first, so that its minutes are next to
 * each other and in order. A zero byte ends the URN, so that no URN is the beginning of another.
 */
final class MinuteKey {

  private MinuteKey() {}

  static Bytes of(String datasetUrn, long minute) {
    byte[] urn = datasetUrn.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(urn.length + 1 + Long.BYTES)
            .put(urn)
            .put((byte) 0)
            .putLong(minute ^ Long.MIN_VALUE)
            .array());
  }

  static long minute(Bytes key) {
    byte[] bytes = key.get();
    return ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES) ^ Long.MIN_VALUE;
  }
}
