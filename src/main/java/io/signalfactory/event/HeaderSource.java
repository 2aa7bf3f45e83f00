package io.signalfactory.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The headers of a record. */
@FunctionalInterface
public interface HeaderSource {

  /** The longest header text that is read, in bytes; a longer one counts as absent. */
  int MAX_TEXT_BYTES = 256;

  /** No headers. */
  HeaderSource NONE = name -> null;

  /** The value of the last header of that name; null if there is none or it has no value. */
  byte @Nullable [] last(String name);

  /**
   * The last header of that name as text without surrounding white space.
   *
   * @return null if it is absent, blank, longer than {@link #MAX_TEXT_BYTES}, not UTF-8, or holds a
   *     control character: such a header cannot name anything
   */
  default @Nullable String text(String name) {
    byte[] bytes = last(name);
    if (bytes == null || bytes.length == 0 || bytes.length > MAX_TEXT_BYTES) {
      return null;
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
    } catch (CharacterCodingException e) {
      return null;
    }
    boolean unusable = text.isEmpty() || text.chars().anyMatch(Character::isISOControl);
    return unusable ? null : text;
  }
}
