package io.signalfactory.registry;

import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaPart;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a schema may be. Whoever may register schemas must not be able to exhaust those who read
 * them.
 *
 * @param maxBytes of a schema in UTF-8, together with all that it refers to; above 0
 * @param maxDepth of brackets within each other; above 0
 * @param maxParts schemas that it refers to, directly or through others; 0 or more
 */
public record SchemaBounds(int maxBytes, int maxDepth, int maxParts) {

  /**
   * Refuses a schema that is beyond the bounds.
   *
   * @throws SchemaRefusedException which names the bound
   */
  public void check(SchemaFormat format, String text, List<SchemaPart> parts)
      throws SchemaRefusedException {
    checkParts(parts.size());
    long bytes = bytes(text) + parts.stream().mapToLong(part -> bytes(part.text())).sum();
    checkBytes(bytes);
    checkDepth(format, text);
    for (SchemaPart part : parts) {
      checkDepth(format, part.text());
    }
  }

  /**
   * Refuses a number of bytes, for those who know it before they read them.
   *
   * @throws SchemaRefusedException which names the bound
   */
  public void checkBytes(long bytes) throws SchemaRefusedException {
    if (bytes > maxBytes) {
      throw new SchemaRefusedException(
          "the schema has " + bytes + " bytes, and at most " + maxBytes + " are read");
    }
  }

  /**
   * Refuses a number of schemas that one refers to, for those who fetch them one after the other.
   *
   * @throws SchemaRefusedException which names the bound
   */
  public void checkParts(int parts) throws SchemaRefusedException {
    if (parts > maxParts) {
      throw new SchemaRefusedException(
          "the schema refers to more than " + maxParts + " others, directly or through others");
    }
  }

  private void checkDepth(SchemaFormat format, String text) throws SchemaRefusedException {
    if (BracketDepth.of(format, text) > maxDepth) {
      throw new SchemaRefusedException(
          "the schema has more than " + maxDepth + " brackets within each other");
    }
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
