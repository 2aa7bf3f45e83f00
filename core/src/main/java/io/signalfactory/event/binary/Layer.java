package io.signalfactory.event.binary;

import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.MemberPath;
import io.signalfactory.event.PlanNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields found in the record itself, or those found in its payload. */
final class Layer {

  /** How many names of members are kept beyond as many as the plan has: enough for a report. */
  private static final int MAX_STRANGE_MEMBERS = 256;

  private final FieldPlan plan;

  /** {@link ValueCode}s; if a field is absent, the other arrays mean nothing at its slot. */
  final byte[] codes;

  /** A value that fits into 64 bits, or where it is: {@code from << 32 | to}. */
  final long[] bits;

  /** The scale of a decimal, or nanoseconds. */
  final int[] extras;

  final @Nullable Object[] values;
  final Set<MemberPath> members = new LinkedHashSet<>();
  private boolean dirty;
  private boolean holdsValues;

  Layer(FieldPlan plan) {
    this.plan = plan;
    this.codes = new byte[plan.slots()];
    this.bits = new long[plan.slots()];
    this.extras = new int[plan.slots()];
    this.values = new Object[plan.slots()];
  }

  void put(int slot, byte code, long value, int extra) {
    codes[slot] = code;
    bits[slot] = value;
    extras[slot] = extra;
    if (holdsValues) {
      values[slot] = null;
    }
    dirty = true;
  }

  void keep(int slot, @Nullable Object value) {
    values[slot] = value;
    holdsValues = true;
  }

  void noteName(MemberPath member) {
    dirty = true;
    if (members.size() < plan.nodes() + MAX_STRANGE_MEMBERS) {
      members.add(member);
    }
  }

  /** Forgets what was found at a node and below it. */
  void forget(PlanNode node) {
    if (node.slot() != PlanNode.NO_SLOT) {
      codes[node.slot()] = ValueCode.ABSENT;
      values[node.slot()] = null;
    }
    node.children().values().forEach(this::forget);
  }

  /** Makes values of what was noted at a node and below it, from the bytes that it is in. */
  void detach(PlanNode node, byte[] in) {
    int slot = node.slot();
    if (slot != PlanNode.NO_SLOT && ValueCode.needsBytes(codes[slot]) && values[slot] == null) {
      Object value = Values.of(codes[slot], bits[slot], extras[slot], in);
      codes[slot] = ValueCode.withoutBytes(codes[slot]);
      keep(slot, value);
    }
    node.children().values().forEach(child -> detach(child, in));
  }

  /** Forgets the names of what is inside a member. */
  void forgetNamesInside(MemberPath member) {
    if (members.contains(member)) {
      members.removeIf(earlier -> earlier.isInside(member));
    }
  }

  void clear() {
    if (dirty) {
      Arrays.fill(codes, ValueCode.ABSENT);
      if (holdsValues) {
        Arrays.fill(values, null);
        holdsValues = false;
      }
      if (!members.isEmpty()) {
        members.clear();
      }
      dirty = false;
    }
  }
}
