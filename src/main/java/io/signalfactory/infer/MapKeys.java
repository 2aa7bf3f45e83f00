package io.signalfactory.infer;

import io.signalfactory.contract.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds names that look like the keys of a map, and so like values: an object has many members that
 * are rare in it. Events themselves have rare fields for other reasons, so they may have more.
 */
final class MapKeys {

  private static final double RARE = 0.5;
  private static final int MANY = 4;
  private static final int MANY_IN_EVENTS = 20;

  private final Set<List<String>> keys = new HashSet<>();

  private MapKeys() {}

  static MapKeys of(Profile profile) {
    Map<List<String>, List<FieldPath>> members = new HashMap<>();
    for (FieldPath path : profile.fields().keySet()) {
      List<String> names = path.names();
      members
          .computeIfAbsent(names.subList(0, names.size() - 1), object -> new ArrayList<>())
          .add(path);
    }
    MapKeys found = new MapKeys();
    members.forEach((object, paths) -> found.add(object, paths, profile));
    return found;
  }

  private void add(List<String> object, List<FieldPath> members, Profile profile) {
    FieldProfile around = object.isEmpty() ? null : profile.fields().get(new FieldPath(object));
    long objects = around == null ? profile.events() : around.count(Kind.OBJECT);
    List<List<String>> rare = new ArrayList<>();
    for (FieldPath path : members) {
      FieldProfile member = profile.fields().get(path);
      if (member != null && isRare(member, objects)) {
        rare.add(path.names());
      }
    }
    if (rare.size() >= (around == null ? MANY_IN_EVENTS : MANY)) {
      keys.addAll(rare);
    }
  }

  private static boolean isRare(FieldProfile member, long objects) {
    return member.present() <= RARE * objects;
  }

  /** Whether a path has such a name. */
  boolean isIn(FieldPath path) {
    for (int end = 1; end <= path.names().size(); end++) {
      if (keys.contains(path.names().subList(0, end))) {
        return true;
      }
    }
    return false;
  }

  /** The members of some objects whose names do not look like keys. */
  static Map<String, FieldProfile> without(Map<String, FieldProfile> members, long objects) {
    Map<String, FieldProfile> common = new TreeMap<>(members);
    common.values().removeIf(member -> isRare(member, objects));
    return members.size() - common.size() >= MANY ? common : members;
  }
}
