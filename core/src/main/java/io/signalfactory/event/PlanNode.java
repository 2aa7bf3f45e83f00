package io.signalfactory.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member name in the tree of a {@link FieldPlan}; the root is the record, or its payload.
 * Immutable and thread-safe.
 */
public final class PlanNode {

  /** The slot of a node whose value is not wanted. */
  public static final int NO_SLOT = -1;

  private final int id;
  private final int slot;
  private final @Nullable String path;
  private final Map<String, PlanNode> children;
  private final TextTable<PlanNode> byBytes;

  PlanNode(int id, int slot, @Nullable String path, Map<String, PlanNode> children) {
    this.id = id;
    this.slot = slot;
    this.path = path;
    this.children = Map.copyOf(children);
    this.byBytes = new TextTable<>(children);
  }

  /** A number below {@link FieldPlan#nodes} that no other node of the plan has. */
  public int id() {
    return id;
  }

  /** The slot of its value; {@link #NO_SLOT} if the value is not wanted. */
  public int slot() {
    return slot;
  }

  /** Its path from the root as a contract would write it, {@code a.b}; null for the root. */
  public @Nullable String path() {
    return path;
  }

  /** The nodes below it, by their names. */
  public Map<String, PlanNode> children() {
    return children;
  }

  /**
   * The node below it whose name in UTF-8 is {@code bytes[from]} up to but not {@code bytes[to]}.
   */
  public @Nullable PlanNode child(byte[] bytes, int from, int to) {
    return byBytes.find(bytes, from, to);
  }

  /** The node of that name below it. */
  public @Nullable PlanNode child(String name) {
    return children.get(name);
  }

  /** Whether there are no nodes below it. */
  public boolean leaf() {
    return children.isEmpty();
  }
}
