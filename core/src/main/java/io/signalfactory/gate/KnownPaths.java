package io.signalfactory.gate;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.event.MemberPath;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The member paths that a contract lists, by which it can tell those that it does not. */
final class KnownPaths {

  private static final String PAYLOAD = "payload";

  private final Set<MemberPath> listed = new HashSet<>();
  private final Set<MemberPath> onTheWay = new HashSet<>();
  private final Set<String> branches = new HashSet<>();

  KnownPaths(Collection<FieldPath> paths) {
    for (FieldPath path : paths) {
      int last = path.names().size() - 1;
      listed.add(member(path, last));
      for (int depth = 0; depth < last; depth++) {
        MemberPath way = member(path, depth);
        onTheWay.add(way);
        branches.add(way.dotted());
      }
    }
  }

  /**
   * Whether a member is listed, leads to one that is, or lies inside one that is. A member inside
   * an unknown one is not reported again.
   *
   * @param enveloped whether the member is one of a payload object, which a contract may also list
   *     as {@code payload.a}
   */
  boolean knows(MemberPath member, boolean enveloped) {
    if (!enveloped) {
      return covers(member) || !besideListed(member);
    }
    MemberPath inRecord = inRecord(member);
    return covers(member) || covers(inRecord) || !(besideListed(member) || besideListed(inRecord));
  }

  private boolean covers(MemberPath member) {
    return listed.contains(member) || onTheWay.contains(member) || insideListed(member.parent());
  }

  private boolean insideListed(@Nullable String parent) {
    String path = parent;
    while (path != null) {
      int dot = path.lastIndexOf('.');
      String outer = dot < 0 ? null : path.substring(0, dot);
      if (listed.contains(new MemberPath(outer, path.substring(dot + 1)))) {
        return true;
      }
      path = outer;
    }
    return false;
  }

  /** Whether the member stands in an object of which the contract lists members. */
  private boolean besideListed(MemberPath member) {
    return member.parent() == null || branches.contains(member.parent());
  }

  private static MemberPath inRecord(MemberPath member) {
    String parent = member.parent();
    return new MemberPath(parent == null ? PAYLOAD : PAYLOAD + "." + parent, member.name());
  }

  private static MemberPath member(FieldPath path, int last) {
    String parent = last == 0 ? null : String.join(".", path.names().subList(0, last));
    return new MemberPath(parent, path.names().get(last));
  }
}
