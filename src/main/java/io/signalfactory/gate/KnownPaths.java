package io.signalfactory.gate;

import io.signalfactory.contract.FieldPath;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The member paths that a contract lists, by which it can tell those that it does not. */
final class KnownPaths {

  private final Set<String> listed = new HashSet<>();
  private final Set<String> onTheWay = new HashSet<>();

  KnownPaths(Collection<FieldPath> paths) {
    for (FieldPath path : paths) {
      listed.add(path.toString());
      for (int depth = 1; depth < path.names().size(); depth++) {
        onTheWay.add(String.join(".", path.names().subList(0, depth)));
      }
    }
  }

  /**
   * Whether a member is listed, leads to one that is, or lies inside one that is. A member inside
   * an unknown one is not reported again.
   */
  boolean knows(String path) {
    if (listed.contains(path) || onTheWay.contains(path)) {
      return true;
    }
    int dot = path.lastIndexOf('.');
    if (dot < 0) {
      return false;
    }
    String parent = path.substring(0, dot);
    return !onTheWay.contains(parent) || listed.contains(parent);
  }
}
