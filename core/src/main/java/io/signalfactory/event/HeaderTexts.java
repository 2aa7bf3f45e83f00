package io.signalfactory.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads header values as text. The few values that the producers of a topic send over and over are
 * remembered, so that each is decoded and made once: the same bytes give the same {@link String}
 * for as long as it is remembered. Not thread-safe: one a task and topic.
 */
public final class HeaderTexts {

  /** The longest header text that is read, in bytes; a longer one counts as absent. */
  public static final int MAX_BYTES = 256;

  /** Each value has one of {@code 2^PLACE_BITS} places, and a newcomer takes it. */
  private static final int PLACE_BITS = 8;

  private final byte[] @Nullable [] values = new byte[1 << PLACE_BITS][];
  private final @Nullable String[] texts = new String[1 << PLACE_BITS];

  /**
   * A header as text without surrounding white space.
   *
   * @param value the header's value; not copied: nobody may change it
   * @return null if it is absent, blank, longer than {@link #MAX_BYTES}, not UTF-8, or holds a
   *     control character: such a header cannot name anything
   */
  public @Nullable String of(byte @Nullable [] value) {
    if (value == null || value.length == 0 || value.length > MAX_BYTES) {
      return null;
    }
    int place = TextTable.place(value, 0, value.length, PLACE_BITS);
    if (!Arrays.equals(value, values[place])) {
      texts[place] = decoded(value);
      values[place] = value;
    }
    return texts[place];
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
