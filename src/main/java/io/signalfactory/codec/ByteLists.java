package io.signalfactory.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of byte strings as one byte string: each item after its length, in four bytes. */
public final class ByteLists {

  private ByteLists() {}

  /** The bytes of a list. */
  public static byte[] write(List<byte[]> items) {
    int length = items.stream().mapToInt(item -> Integer.BYTES + item.length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(length);
    items.forEach(item -> buffer.putInt(item.length).put(item));
    return buffer.array();
  }

  /** The list behind the bytes; empty if there are none. */
  public static List<byte[]> read(byte @Nullable [] bytes) {
    List<byte[]> items = new ArrayList<>();
    if (bytes != null) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        byte[] item = new byte[buffer.getInt()];
        buffer.get(item);
        items.add(item);
      }
    }
    return items;
  }
}
