package io.signalfactory.event;

import org.jspecify.annotations.Nullable;

/**
 * A member of an event, by its name and where it stands. The two are kept apart because a name may
 * hold dots itself.
 *
 * @param parent the path of the object that holds it, for example {@code a.b}; null for the payload
 *     itself
 * @param name its name, any text
 */
public record MemberPath(@Nullable String parent, String name) {

  /** The member's path as a contract would write it. */
  public String dotted() {
    return parent == null ? name : parent + "." + name;
  }

  /**
   * Whether the member stands in another one, at any depth. In one whose name holds a dot none
   * does: no contract can name it, so nobody looks into it.
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
