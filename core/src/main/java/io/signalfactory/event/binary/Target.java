package io.signalfactory.event.binary;

import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.MemberPath;
import io.signalfactory.event.PlanNode;
import io.signalfactory.event.StrictUtf8;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of one member go. It has up to two nodes in the plan, as a member of the payload
 * counts both as {@code a} in the payload and as {@code payload.a} in the record. Belongs to a
 * {@link BinaryFields}, like the program that a schema is compiled into.
 */
public final class Target {

  private static final long NO_BITS = 0;

  private final BinaryFields fields;
  private final Layer layer;
  private final @Nullable PlanNode node;
  private final @Nullable Layer outerLayer;
  private final @Nullable PlanNode outerNode;
  private final boolean root;
  private final boolean payload;
  private final @Nullable MemberPath name;
  private final int slot;
  private final int outerSlot;
  private final boolean captured;

  private Target(
      BinaryFields fields,
      Layer layer,
      @Nullable PlanNode node,
      @Nullable Layer outerLayer,
      @Nullable PlanNode outerNode,
      boolean root,
      boolean payload,
      @Nullable MemberPath name) {
    this.fields = fields;
    this.layer = layer;
    this.node = node;
    this.outerLayer = outerLayer;
    this.outerNode = outerNode;
    this.root = root;
    this.payload = payload;
    this.name = name;
    this.slot = node == null ? PlanNode.NO_SLOT : node.slot();
    this.outerSlot = outerNode == null ? PlanNode.NO_SLOT : outerNode.slot();
    this.captured =
        (slot != PlanNode.NO_SLOT && fields.plan().captures(slot))
            || (outerSlot != PlanNode.NO_SLOT && fields.plan().captures(outerSlot));
  }

  /** Where the record itself goes. */
  static Target root(BinaryFields fields) {
    return new Target(fields, fields.record(), fields.plan().root(), null, null, true, false, null);
  }

  /** Where a member goes of the object that goes here. */
  public Target member(String member) {
    FieldPlan plan = fields.plan();
    PlanNode inside = payload ? plan.root() : node;
    Layer insideLayer = payload ? fields.payload() : layer;
    Layer around = payload ? fields.record() : outerLayer;
    PlanNode aroundNode = payload ? node : outerNode;
    MemberPath path =
        plan.collectsNames() ? new MemberPath(FieldPlan.pathOf(inside, aroundNode), member) : null;
    return new Target(
        fields,
        insideLayer,
        inside == null ? null : inside.child(member),
        around,
        aroundNode == null ? null : aroundNode.child(member),
        false,
        root && member.equals(FieldPlan.PAYLOAD),
        path);
  }

  /** The names that the plan has of members of the object that goes here. */
  public Set<String> knownMembers() {
    Set<String> names = new HashSet<>();
    PlanNode inside = payload ? fields.plan().root() : node;
    PlanNode around = payload ? node : outerNode;
    if (inside != null) {
      names.addAll(inside.children().keySet());
    }
    if (around != null) {
      names.addAll(around.children().keySet());
    }
    if (root) {
      names.add(FieldPlan.PAYLOAD);
    }
    return names;
  }

  /** Whether anything is to be noted of a value here, even if it is only its name. */
  public boolean wanted() {
    return root
        || payload
        || slot != PlanNode.NO_SLOT
        || outerSlot != PlanNode.NO_SLOT
        || branches();
  }

  /** Whether to look into a value here that is an object. */
  public boolean branches() {
    return root
        || payload
        || (node != null && !node.leaf())
        || (outerNode != null && !outerNode.leaf());
  }

  /** Whether the names of members are wanted. */
  public boolean collectsNames() {
    return fields.plan().collectsNames();
  }

  /** Notes that the member is there. */
  public void noteName() {
    if (name != null) {
      layer.noteName(name);
    }
  }

  /**
   * Notes the name of a member, of the object that goes here, that the plan does not have.
   *
   * @param in has the name, in UTF-8
   */
  public void noteStranger(byte[] in, int from, int to) {
    PlanNode inside = payload ? fields.plan().root() : node;
    PlanNode aroundNode = payload ? node : outerNode;
    Layer insideLayer = payload ? fields.payload() : layer;
    insideLayer.noteName(
        new MemberPath(
            FieldPlan.pathOf(inside, aroundNode),
            new String(in, from, to - from, StandardCharsets.UTF_8)));
  }

  /**
   * Makes values of what was noted here and below, because the bytes that they are in are not those
   * of the record.
   *
   * @param in the bytes that they are in
   */
  public void detach(byte[] in) {
    if (node != null) {
      layer.detach(node, in);
    }
    if (outerNode != null && outerLayer != null) {
      outerLayer.detach(outerNode, in);
    }
    if (payload) {
      fields.payload().detach(fields.plan().root(), in);
    }
  }

  /** Forgets that the member was there. */
  public void forgetName() {
    if (name != null) {
      layer.members.remove(name);
    }
  }

  /** Forgets what was found here before, as only the last of several members of one name counts. */
  public void forget() {
    if (name != null) {
      layer.forgetNamesInside(name);
    }
    if (node != null && !root) {
      layer.forget(node);
    }
    if (outerNode != null && outerLayer != null) {
      outerLayer.forget(outerNode);
    }
    if (payload) {
      fields.closePayload();
    }
  }

  /** An object begins. */
  public void object() {
    if (root) {
      fields.sawObject();
      return;
    }
    if (payload) {
      fields.openPayload();
    }
    put(ValueCode.OBJECT, NO_BITS, 0);
  }

  /** A list. */
  public void array() {
    put(ValueCode.ARRAY, NO_BITS, 0);
  }

  /** Null. */
  public void nothing() {
    put(ValueCode.NULL, NO_BITS, 0);
  }

  /** Text in UTF-8, from {@code in[from]} up to but not {@code in[to]}. */
  public void text(byte[] in, int from, int to) {
    if (captured && !StrictUtf8.accepts(in, from, to)) {
      throw new BrokenValueException("text that is not UTF-8 at byte " + from);
    }
    put(ValueCode.TEXT, span(from, to), 0);
  }

  /** Text that is not in the bytes of the record. */
  public void symbol(String text) {
    put(ValueCode.SYMBOL, NO_BITS, 0);
    keep(text);
  }

  /** An integer. */
  public void integer(long number) {
    put(ValueCode.INTEGER, number, 0);
  }

  /** An integer without a sign. */
  public void unsigned(long number) {
    put(number < 0 ? ValueCode.UNSIGNED : ValueCode.INTEGER, number, 0);
  }

  /** A floating-point number of 64 bits. */
  public void number(double number) {
    put(ValueCode.DOUBLE, Double.doubleToRawLongBits(number), 0);
    if (!Double.isFinite(number)) {
      symbol(Double.toString(number));
    }
  }

  /** A floating-point number of 32 bits. */
  public void number(float number) {
    put(ValueCode.FLOAT, Float.floatToRawIntBits(number), 0);
    if (!Float.isFinite(number)) {
      symbol(Float.toString(number));
    }
  }

  /** True or false. */
  public void truth(boolean truth) {
    put(ValueCode.BOOLEAN, truth ? 1 : 0, 0);
  }

  /** Bytes. */
  public void bytes(int from, int to) {
    put(ValueCode.BYTES, span(from, to), 0);
  }

  /**
   * A decimal.
   *
   * @param from where the bytes of the unscaled value begin, in two's complement, highest first
   * @param to where they end; they are at least one
   */
  public void scaled(int from, int to, int scale) {
    put(scale == 0 ? ValueCode.UNSCALED : ValueCode.SCALED, span(from, to), scale);
  }

  /** A point in time. */
  public void instant(long epochSeconds, int nanos) {
    put(ValueCode.INSTANT, epochSeconds, nanos);
  }

  /** A point in time whose time zone is not known. */
  public void localTime(long epochSeconds, int nanos) {
    put(ValueCode.LOCAL_TIME, epochSeconds, nanos);
  }

  /** A day. */
  public void day(long epochDay) {
    put(ValueCode.DAY, epochDay, 0);
  }

  /**
   * A time of day.
   *
   * @param nanos since midnight, less than a day
   */
  public void timeOfDay(long nanos) {
    put(ValueCode.TIME_OF_DAY, nanos, 0);
  }

  /** A span of time. */
  public void seconds(long seconds, int nanos) {
    put(ValueCode.SECONDS, seconds, nanos);
  }

  /** Twelve bytes: months, days and milliseconds, four bytes each, the lowest first. */
  public void monthsDaysMillis(int from) {
    put(ValueCode.MONTHS_DAYS_MILLIS, span(from, from), 0);
  }

  /** A UUID of 16 bytes. */
  public void uuid(int from) {
    put(ValueCode.UUID, span(from, from), 0);
  }

  /** Nothing after all: what was noted here before is forgotten, but not what is inside. */
  public void absent() {
    put(ValueCode.ABSENT, NO_BITS, 0);
  }

  private void put(byte code, long bits, int extra) {
    if (slot != PlanNode.NO_SLOT) {
      layer.put(slot, code, bits, extra);
    }
    if (outerSlot != PlanNode.NO_SLOT && outerLayer != null) {
      outerLayer.put(outerSlot, code, bits, extra);
    }
  }

  private void keep(Object value) {
    if (slot != PlanNode.NO_SLOT) {
      layer.keep(slot, value);
    }
    if (outerSlot != PlanNode.NO_SLOT && outerLayer != null) {
      outerLayer.keep(outerSlot, value);
    }
  }

  private static long span(int from, int to) {
    return (long) from << 32 | to;
  }
}
