package io.signalfactory.event;

import io.signalfactory.contract.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields to pull out of an event, as a tree of member names with a slot at the end of each
 * path. Made once for the contracts of a topic, so that a record is read once however many
 * contracts look at it. Immutable and thread-safe.
 */
public final class FieldPlan {

  /** The member whose own members count as the record's, where it is an object. */
  static final String PAYLOAD = "payload";

  private final Node root;
  private final boolean[] captured;
  private final int nodes;
  private final boolean collectsNames;

  private FieldPlan(Builder builder) {
    this.root = builder.root.freeze();
    this.nodes = builder.nodes;
    this.collectsNames = builder.collectsNames;
    this.captured = new boolean[builder.captured.size()];
    for (int slot = 0; slot < captured.length; slot++) {
      captured[slot] = builder.captured.get(slot);
    }
  }

  /** How many slots there are. */
  public int slots() {
    return captured.length;
  }

  Node root() {
    return root;
  }

  int nodes() {
    return nodes;
  }

  /** Whether the value in a slot is wanted, or only its kind. */
  boolean captures(int slot) {
    return captured[slot];
  }

  /** Whether the names of all members are wanted, because a contract restricts them. */
  boolean collectsNames() {
    return collectsNames;
  }

  /**
   * Where an object stands in the payload; null for the payload itself.
   *
   * @param node its place as a field of the payload
   * @param outerNode its place as a field of the record, below {@code payload}
   */
  static @Nullable String pathOf(@Nullable Node node, @Nullable Node outerNode) {
    if (node != null || outerNode == null || outerNode.path == null) {
      return node == null ? null : node.path;
    }
    return outerNode.path.substring(PAYLOAD.length() + 1);
  }

  /** A member name's place in the tree. */
  static final class Node {
    static final int NO_SLOT = -1;

    final int id;
    final int slot;
    final @Nullable String path;
    final Map<String, Node> children;
    private final TextTable<Node> byBytes;

    private Node(int id, int slot, @Nullable String path, Map<String, Node> children) {
      this.id = id;
      this.slot = slot;
      this.path = path;
      this.children = children;
      this.byBytes = new TextTable<>(children);
    }

    /** The child whose name in UTF-8 is {@code bytes[from]} up to {@code bytes[to]} without it. */
    @Nullable Node child(byte[] bytes, int from, int to) {
      return byBytes.find(bytes, from, to);
    }

    @Nullable Node child(String name) {
      return children.get(name);
    }

    boolean leaf() {
      return children.isEmpty();
    }
  }

  /** Collects the paths of a plan. */
  public static final class Builder {
    private final Growing root = new Growing(0, null);
    private final List<Boolean> captured = new ArrayList<>();
    private int nodes = 1;
    private boolean collectsNames;

    /**
     * Asks for a field.
     *
     * @param path where it is
     * @param capture whether its value is wanted, or only its kind
     * @return its slot; the same path always has the same slot
     */
    public int slot(FieldPath path, boolean capture) {
      Growing node = root;
      for (String name : path.names()) {
        Growing parent = node;
        node =
            node.children.computeIfAbsent(
                name, n -> new Growing(nodes++, parent.path == null ? n : parent.path + "." + n));
      }
      if (node.slot == Node.NO_SLOT) {
        node.slot = captured.size();
        captured.add(capture);
      } else if (capture) {
        captured.set(node.slot, true);
      }
      return node.slot;
    }

    /** Asks for the names of all members, because a contract restricts them. */
    public void collectNames() {
      collectsNames = true;
    }

    /** The finished plan. */
    public FieldPlan build() {
      return new FieldPlan(this);
    }

    private static final class Growing {
      private final int id;
      private final @Nullable String path;
      private final Map<String, Growing> children = new HashMap<>();
      private int slot = Node.NO_SLOT;

      private Growing(int id, @Nullable String path) {
        this.id = id;
        this.path = path;
      }

      private Node freeze() {
        Map<String, Node> frozen = new HashMap<>();
        children.forEach((name, child) -> frozen.put(name, child.freeze()));
        return new Node(id, slot, path, Map.copyOf(frozen));
      }
    }
  }
}
