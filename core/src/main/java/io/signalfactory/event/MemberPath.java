package io.signalfactory.event;

import org.jspecify.annotations.Nullable;

/**
 * The path of a member that an event has. The name is apart from the rest, as it may have dots
 * itself.
 *
 * @param parent the path of the object that the member is in, such as {@code a.b}; null for a
 *     member at the top of the payload
 * @param name its name, any text
 */
public record MemberPath(@Nullable String parent, String name) {

  /** The path as a contract would write it, {@code a.b.c}. */
  public String dotted() {
    return parent == null ? name : parent + "." + name;
  }

  /**
   * Whether the member is inside another one, at any depth. Never if the name of that one has a
   * dot: no contract can name it, so readers do not look into it.
   */
  public boolean isInside(MemberPath outer) {
    if (parent == null || outer.name.indexOf('.') >= 0) {
      return false;
    }
    String path = outer.dotted();
    return parent.startsWith(path)
        && (parent.length() == path.length() || parent.charAt(path.length()) == '.');
  }
}
