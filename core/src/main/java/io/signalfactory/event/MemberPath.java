package io.signalfactory.event;

import io.signalfactory.contract.FieldPath;
import org.jspecify.annotations.Nullable;

/**
 * The path of a member that an event has. The name is apart from the rest, as it may have dots
 * itself.
 *
 * @param parent the path of the object that the member is in as a contract would write it, such as
 *     {@code a.b}; null for a member at the top of the payload
 * @param name its name, any text
 */
public record MemberPath(@Nullable String parent, String name) {

  /** The path as a contract would write it, {@code a.b.c} or {@code a."b.c"}. */
  public String dotted() {
    String written = FieldPath.written(name);
    return parent == null ? written : parent + "." + written;
  }

  /** Whether the member is inside another one, at any depth. */
  public boolean isInside(MemberPath outer) {
    if (parent == null) {
      return false;
    }
    String path = outer.dotted();
    return parent.startsWith(path)
        && (parent.length() == path.length() || parent.charAt(path.length()) == '.');
  }
}
