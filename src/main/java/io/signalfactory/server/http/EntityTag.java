package io.signalfactory.server.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one version of what a path answers with (an ETag of RFC 9110).
 *
 * @param opaque what is between the quotes: letters, digits and {@code . _ : ~ / + -}
 * @param weak whether it is the same for answers that only mean the same; {@code If-Match} needs a
 *     strong one
 */
public record EntityTag(String opaque, boolean weak) {

  private static final Pattern OPAQUE = Pattern.compile("[A-Za-z0-9._:~/+-]+");
  private static final Pattern IN_LIST = Pattern.compile("\\s*(W/)?\"([^\"]*)\"\\s*(?:,|$)");
  private static final String ANY = "*";
  private static final int HASH_BYTES = 12;

  public EntityTag {
    if (!OPAQUE.matcher(opaque).matches()) {
      throw new IllegalArgumentException("not fit for an ETag: " + opaque);
    }
  }

  /** A tag for a version that has a name, such as a number. */
  public static EntityTag strong(String version) {
    return new EntityTag(version, false);
  }

  /** A tag that changes with these bytes. Weak, as they may be sent compressed. */
  public static EntityTag of(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return new EntityTag(HexFormat.of().formatHex(hash, 0, HASH_BYTES), true);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads a tag from a header.
   *
   * @throws IllegalArgumentException if it is none
   */
  static EntityTag parse(String text) {
    Matcher tag = IN_LIST.matcher(text);
    if (!tag.matches()) {
      throw new IllegalArgumentException("not an ETag: " + text);
    }
    return new EntityTag(tag.group(2), tag.group(1) != null);
  }

  /** Its form in a header. */
  public String text() {
    return (weak ? "W/\"" : "\"") + opaque + '"';
  }

  /**
   * Whether a client that has what it names in {@code If-None-Match} has this version.
   *
   * @param header the value of the header: tags, or {@code *}
   */
  public boolean isIn(String header) {
    return header.strip().equals(ANY) || contains(header, true);
  }

  /**
   * Whether {@code If-Match} allows a change of this version.
   *
   * @param header the value of the header: tags, or {@code *}
   */
  public boolean allowsChange(String header) {
    return header.strip().equals(ANY) || (!weak && contains(header, false));
  }

  private boolean contains(String header, boolean weakOnesToo) {
    Matcher tag = IN_LIST.matcher(header);
    while (tag.lookingAt()) {
      if (tag.group(2).equals(opaque) && (weakOnesToo || tag.group(1) == null)) {
        return true;
      }
      tag.region(tag.end(), header.length());
    }
    return false;
  }
}
