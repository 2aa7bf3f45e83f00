package io.signalfactory.event;

import io.signalfactory.contract.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields to read from an event: a tree of member names, with a slot at the end of each path.
 * Made once for all contracts of a topic, so that a record is read once however many contracts ask
 * for its fields. Immutable and thread-safe.
 */
public final class FieldPlan {

  /** The member that is looked into before the record itself, if it is an object. */
  public static final String PAYLOAD = "payload";

  private final PlanNode root;
  private final boolean[] captured;
  private final int[] @Nullable [] literals;
  private final int nodes;
  private final boolean collectsNames;

  private FieldPlan(Builder builder) {
    this.root = builder.root.freeze();
    this.nodes = builder.nodes;
    this.collectsNames = builder.collectsNames;
    this.captured = new boolean[builder.captured.size()];
    this.literals = new int[captured.length][];
    for (int slot = 0; slot < captured.length; slot++) {
      captured[slot] = builder.captured.get(slot);
      literals[slot] = builder.literals.get(slot);
    }
  }

  /** The number of slots. */
  public int slots() {
    return captured.length;
  }

  /** The root of the tree. */
  public PlanNode root() {
    return root;
  }

  /** The number of nodes of the tree, with its root. */
  public int nodes() {
    return nodes;
  }

  /** Whether the value in a slot is wanted, or only its kind. */
  public boolean captures(int slot) {
    return captured[slot];
  }

  /**
   * The slots of the members with dots in their names that come before the one in a slot if the
   * event has them, in the order in which they count: for the field {@code a.b} that of the member
   * {@code "a.b"}. A format answers every question about the slot for the first of them that is
   * present, first in the payload and then in the record.
   *
   * @return null if there are none, as for most fields
   */
  public int @Nullable [] literals(int slot) {
    return literals[slot];
  }

  /** Whether the names of all members are wanted, because a contract restricts them. */
  public boolean collectsNames() {
    return collectsNames;
  }

  /**
   * The path of an object in the payload; null for the payload itself.
   *
   * @param node its node as a field of the payload
   * @param outerNode its node as a field of the record, below {@code payload}
   */
  public static @Nullable String pathOf(@Nullable PlanNode node, @Nullable PlanNode outerNode) {
    String outerPath = outerNode == null ? null : outerNode.path();
    if (node != null || outerPath == null) {
      return node == null ? null : node.path();
    }
    return outerPath.substring(PAYLOAD.length() + 1);
  }

  /** Collects the paths of a plan. */
  public static final class Builder {
    private final Growing root = new Growing(0, null);
    private final List<Boolean> captured = new ArrayList<>();
    private final Map<Integer, int[]> literals = new HashMap<>();
    private int nodes = 1;
    private boolean collectsNames;

    /**
     * Asks for a field.
     *
     * @param path its path
     * @param capture whether its value is wanted, or only its kind
     * @return its slot; the same path always has the same slot
     */
    public int slot(FieldPath path, boolean capture) {
      int slot = slotOf(path, capture);
      int[] others =
          path.readings().stream()
              .filter(reading -> !reading.equals(path))
              .mapToInt(reading -> slotOf(reading, capture))
              .toArray();
      if (others.length > 0) {
        literals.put(slot, others);
      }
      return slot;
    }

    private int slotOf(FieldPath path, boolean capture) {
      Growing node = root;
      for (String name : path.names()) {
        Growing parent = node;
        node = node.children.computeIfAbsent(name, n -> parent.inner(nodes++, n));
      }
      if (node.slot == PlanNode.NO_SLOT) {
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
      private int slot = PlanNode.NO_SLOT;

      private Growing(int id, @Nullable String path) {
        this.id = id;
        this.path = path;
      }

      private Growing inner(int innerId, String name) {
        String written = FieldPath.written(name);
        return new Growing(innerId, path == null ? written : path + "." + written);
      }

      private PlanNode freeze() {
        Map<String, PlanNode> frozen = new HashMap<>();
        children.forEach((name, child) -> frozen.put(name, child.freeze()));
        return new PlanNode(id, slot, path, frozen);
      }
    }
  }
}
