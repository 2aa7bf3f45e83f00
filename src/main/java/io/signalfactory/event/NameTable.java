package io.signalfactory.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a node of a {@link FieldPlan} by the bytes of its name, so that a record's member names
 * need not become text. An open-addressed hash table, at most half full. Immutable.
 */
final class NameTable {

  private final byte[] @Nullable [] names;
  private final FieldPlan.@Nullable Node[] nodes;

  NameTable(Map<String, FieldPlan.Node> byName) {
    int places = Integer.highestOneBit(Math.max(1, 2 * byName.size())) * 2;
    this.names = new byte[places][];
    this.nodes = new FieldPlan.Node[places];
    byName.forEach(
        (name, node) -> {
          byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
          int place = hash(bytes, 0, bytes.length) & (places - 1);
          while (names[place] != null) {
            place = (place + 1) & (places - 1);
          }
          names[place] = bytes;
          nodes[place] = node;
        });
  }

  /** The node whose name is {@code bytes[from]} up to {@code bytes[to]} and without it. */
  FieldPlan.@Nullable Node find(byte[] bytes, int from, int to) {
    int last = names.length - 1;
    int place = hash(bytes, from, to) & last;
    byte[] name = names[place];
    while (name != null) {
      if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
        return nodes[place];
      }
      place = (place + 1) & last;
      name = names[place];
    }
    return null;
  }

  /** Of the length and three of the bytes: enough to tell the fields of one object apart. */
  private static int hash(byte[] bytes, int from, int to) {
    if (from == to) {
      return 0;
    }
    int hash = to - from;
    hash = 31 * hash + bytes[from];
    hash = 31 * hash + bytes[(from + to) >>> 1];
    hash = 31 * hash + bytes[to - 1];
    return hash ^ hash >>> 7;
  }
}
