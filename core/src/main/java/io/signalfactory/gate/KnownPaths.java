package io.signalfactory.gate;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.MemberPath;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The paths of members that a contract lists, to find members that it does not list. */
final class KnownPaths {

  private final Set<MemberPath> listed = new HashSet<>();
  private final Set<MemberPath> leading = new HashSet<>();
  private final Set<String> branches = new HashSet<>();

  KnownPaths(Collection<FieldPath> paths) {
    paths.stream().flatMap(path -> path.readings().stream()).forEach(this::list);
  }

  private void list(FieldPath path) {
    int last = path.names().size() - 1;
    listed.add(member(path, last));
    for (int depth = 0; depth < last; depth++) {
      MemberPath outer = member(path, depth);
      leading.add(outer);
      branches.add(outer.dotted());
    }
  }

  /**
   * Whether a member is listed, or leads to a listed one, or is inside a listed one. A member
   * inside one that is not listed counts as known, as the outer one is reported already.
   *
   * @param enveloped whether the member is inside a payload object, where a contract may also list
   *     it as {@code payload.a}
   */
  boolean knows(MemberPath member, boolean enveloped) {
    if (!enveloped) {
      return covers(member) || !besideListed(member);
    }
    MemberPath inRecord = inRecord(member);
    return covers(member) || covers(inRecord) || !(besideListed(member) || besideListed(inRecord));
  }

  private boolean covers(MemberPath member) {
    return listed.contains(member) || leading.contains(member) || insideListed(member.parent());
  }

  private boolean insideListed(@Nullable String parent) {
    if (parent == null) {
      return false;
    }
    FieldPath path = FieldPath.of(parent);
    for (int depth = path.names().size() - 1; depth >= 0; depth--) {
      if (listed.contains(member(path, depth))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the contract lists members of the object that the member is in. */
  private boolean besideListed(MemberPath member) {
    return member.parent() == null || branches.contains(member.parent());
  }

  private static MemberPath inRecord(MemberPath member) {
    String parent = member.parent();
    return new MemberPath(
        parent == null ? FieldPlan.PAYLOAD : FieldPlan.PAYLOAD + "." + parent, member.name());
  }

  private static MemberPath member(FieldPath path, int last) {
    String parent = last == 0 ? null : new FieldPath(path.names().subList(0, last)).toString();
    return new MemberPath(parent, path.names().get(last));
  }
}
