package io.signalfactory.event;

import io.signalfactory.rule.Operands;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event holds at the paths of a {@link FieldPlan}. A field counts from the payload where it
 * is present there, else from the record itself. Reused from record to record by one {@link
 * EventReader}, so nobody keeps one.
 */
public final class FieldValues implements Operands {

  /**
   * How many members are kept beyond as many as the plan knows: enough to name the strange ones.
   */
  static final int MAX_STRANGE_MEMBERS = 256;

  private static final int RECORD = 0;
  private static final int PAYLOAD = 1;

  private final Layer[] layers;
  private boolean enveloped;

  FieldValues(FieldPlan plan) {
    this.layers = new Layer[] {new Layer(plan), new Layer(plan)};
  }

  /** What stands in a slot. */
  public FieldKind kind(int slot) {
    if (enveloped) {
      FieldKind inPayload = layers[PAYLOAD].kinds[slot];
      if (inPayload != FieldKind.ABSENT) {
        return inPayload;
      }
    }
    return layers[RECORD].kinds[slot];
  }

  /**
   * {@inheritDoc}
   *
   * <p>Only slots that the plan captures have a value.
   */
  @Override
  public @Nullable Object value(int slot) {
    if (enveloped && layers[PAYLOAD].kinds[slot] != FieldKind.ABSENT) {
      return layers[PAYLOAD].values[slot];
    }
    return layers[RECORD].values[slot];
  }

  /**
   * The members of the payload, or of the record where it has no payload object, as far down as the
   * plan looks; at most {@value #MAX_STRANGE_MEMBERS} more than the plan has names. Empty unless
   * the plan asks for names.
   */
  public Set<Member> members() {
    return layers[enveloped ? PAYLOAD : RECORD].members;
  }

  /** Whether the event has a payload object. */
  public boolean enveloped() {
    return enveloped;
  }

  void reset() {
    layers[RECORD].clear();
    layers[PAYLOAD].clear();
    enveloped = false;
  }

  Layer record() {
    return layers[RECORD];
  }

  /** Starts the payload anew: of several payload members the last one counts. */
  Layer openPayload() {
    layers[PAYLOAD].clear();
    enveloped = true;
    return layers[PAYLOAD];
  }

  /** The last payload member is no object: the record itself is the payload. */
  void closePayload() {
    layers[PAYLOAD].clear();
    enveloped = false;
  }

  /** The values below one of the two places where fields are looked for. */
  static final class Layer {
    private final FieldPlan plan;
    private final FieldKind[] kinds;
    private final @Nullable Object[] values;
    private final boolean[] visited;
    private final Set<Member> members = new LinkedHashSet<>();
    private boolean dirty;

    private Layer(FieldPlan plan) {
      this.plan = plan;
      this.kinds = new FieldKind[plan.slots()];
      this.values = new Object[plan.slots()];
      this.visited = new boolean[plan.nodes()];
      Arrays.fill(kinds, FieldKind.ABSENT);
    }

    /**
     * Notes that a member was met. Of several members of one name the last counts, so whatever an
     * earlier one left below the node is forgotten.
     */
    void enter(FieldPlan.Node node) {
      if (visited[node.id]) {
        forget(node);
      }
      visited[node.id] = true;
      dirty = true;
    }

    void put(int slot, FieldKind kind, @Nullable Object value) {
      kinds[slot] = kind;
      values[slot] = value;
      dirty = true;
    }

    /** Notes a member's name. What an earlier member of the same name held is forgotten. */
    void remember(Member member) {
      dirty = true;
      if (members.contains(member)) {
        members.removeIf(earlier -> earlier.isInside(member));
      } else if (members.size() < plan.nodes() + MAX_STRANGE_MEMBERS) {
        members.add(member);
      }
    }

    private void forget(FieldPlan.Node node) {
      if (!visited[node.id]) {
        return;
      }
      visited[node.id] = false;
      if (node.slot != FieldPlan.Node.NO_SLOT) {
        kinds[node.slot] = FieldKind.ABSENT;
        values[node.slot] = null;
      }
      node.children.values().forEach(this::forget);
    }

    private void clear() {
      if (dirty) {
        Arrays.fill(kinds, FieldKind.ABSENT);
        Arrays.fill(values, null);
        Arrays.fill(visited, false);
        members.clear();
        dirty = false;
      }
    }
  }
}
