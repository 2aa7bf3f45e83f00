package io.signalfactory.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the percent-encoding of URLs, as UTF-8. It is strict, so that no text is taken for
 * another one or for none.
 */
final class PercentEncoding {

  private static final int HEX = 16;
  private static final int HEX_DIGITS = 2;
  private static final int DELETE = 0x7f;

  private PercentEncoding() {}

  /**
   * The text behind its encoded form.
   *
   * @param raw the encoded form
   * @param what what it is, as the beginning of the message to the client
   * @throws ProblemException if it is not percent-encoded, not UTF-8, or holds a control character
   */
  static String decode(String raw, String what) {
    String text = raw.indexOf('%') < 0 ? raw : text(bytes(raw, what), raw, what);
    if (text.chars().anyMatch(c -> c < ' ' || c == DELETE)) {
      throw wrong(what, raw, "has a control character: leave it out");
    }
    return text;
  }

  private static ByteBuffer bytes(String raw, String what) {
    byte[] encoded = raw.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
    int at = 0;
    while (at < encoded.length) {
      if (encoded[at] != '%') {
        decoded.put(encoded[at]);
        at++;
      } else if (at + HEX_DIGITS < encoded.length
          && isHex(encoded[at + 1])
          && isHex(encoded[at + HEX_DIGITS])) {
        decoded.put((byte) (digit(encoded[at + 1]) * HEX + digit(encoded[at + HEX_DIGITS])));
        at += 1 + HEX_DIGITS;
      } else {
        throw wrong(what, raw, "is not percent-encoded: write a literal % as %25");
      }
    }
    return decoded.flip();
  }

  private static boolean isHex(byte character) {
    return digit(character) >= 0;
  }

  private static int digit(byte character) {
    return Character.digit(character, HEX);
  }

  private static String text(ByteBuffer bytes, String raw, String what) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw wrong(what, raw, "is not UTF-8: percent-encode the bytes of its UTF-8 form");
    }
  }

  private static ProblemException wrong(String what, String raw, String why) {
    return ProblemException.badRequest(
        what + " is " + ProblemException.quoted(raw) + ", which " + why);
  }
}
