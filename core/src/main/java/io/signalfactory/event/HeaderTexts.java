package io.signalfactory.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads header values as text. It caches the few values that the producers of a topic send over and
 * over, so that each is decoded once, and equal bytes give the same {@link String} object as long
 * as it is in the cache. Not thread-safe: one per task and topic.
 */
public final class HeaderTexts {

  /** The longest header value that is read, in bytes; a longer one counts as absent. */
  public static final int MAX_BYTES = 256;

  /** The cache has {@code 2^INDEX_BITS} entries; a value replaces another one of its index. */
  private static final int INDEX_BITS = 8;

  private final byte[] @Nullable [] values = new byte[1 << INDEX_BITS][];
  private final @Nullable String[] texts = new String[1 << INDEX_BITS];

  /**
   * The value of a header as text, without white space around it.
   *
   * @param value not copied, so it must not be changed
   * @return null if it is absent, blank, longer than {@link #MAX_BYTES}, not UTF-8, or has a
   *     control character: no name looks like that
   */
  public @Nullable String of(byte @Nullable [] value) {
    if (value == null || value.length == 0 || value.length > MAX_BYTES) {
      return null;
    }
    int index = TextTable.index(value, 0, value.length, INDEX_BITS);
    if (!Arrays.equals(value, values[index])) {
      texts[index] = decoded(value);
      values[index] = value;
    }
    return texts[index];
  }

  private static @Nullable String decoded(byte[] value) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString().strip();
    } catch (CharacterCodingException e) {
      return null;
    }
    boolean unusable = text.isEmpty() || text.chars().anyMatch(Character::isISOControl);
    return unusable ? null : text;
  }
}
