package io.signalfactory.event.binary;

import io.signalfactory.event.EventFields;
import io.signalfactory.event.FieldKind;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.MemberPath;
import io.signalfactory.event.TextTable;
import io.signalfactory.time.TimeFormat;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event in a binary format. A reader uses one instance for all its records. Only
 * numbers and the places of values are noted when a record is read; a value becomes an object when
 * it is asked for, and most questions are answered without it.
 */
public final class BinaryFields implements EventFields {

  private static final byte[] NOTHING = {};

  /** Whole numbers up to here are doubles exactly. */
  private static final long EXACT_DOUBLE = 1L << 53;

  private static final long MILLIS_PER_SECOND = 1_000;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private final FieldPlan plan;
  private final Layer record;
  private final Layer payload;
  private final Target root;
  private byte[] source = NOTHING;
  private boolean enveloped;
  private boolean object;

  /**
   * @param plan the fields that are asked for
   */
  public BinaryFields(FieldPlan plan) {
    this.plan = plan;
    this.record = new Layer(plan);
    this.payload = new Layer(plan);
    this.root = Target.root(this);
  }

  /** Where a record goes. */
  public Target root() {
    return root;
  }

  /** Forgets the last event and begins with another one, whose values are in these bytes. */
  public void begin(byte[] bytes) {
    source = bytes;
    record.clear();
    payload.clear();
    enveloped = false;
    object = false;
  }

  /** Gives up the bytes of the last event; its fields must not be used any more. */
  public void release() {
    source = NOTHING;
  }

  /** Whether the last value was an object, as an event has to be. */
  public boolean isObject() {
    return object;
  }

  FieldPlan plan() {
    return plan;
  }

  Layer record() {
    return record;
  }

  Layer payload() {
    return payload;
  }

  void sawObject() {
    object = true;
  }

  void openPayload() {
    enveloped = true;
  }

  void closePayload() {
    payload.clear();
    enveloped = false;
  }

  @Override
  public FieldKind kind(int field) {
    int slot = located(field);
    return ValueCode.kind(layer(slot).codes[slot]);
  }

  @Override
  public @Nullable Object value(int field) {
    int slot = located(field);
    Layer layer = layer(slot);
    byte code = layer.codes[slot];
    if (code == ValueCode.ABSENT || code == ValueCode.NULL || !plan.captures(slot)) {
      return null;
    }
    Object value = layer.values[slot];
    if (value == null) {
      value = Values.of(code, layer.bits[slot], layer.extras[slot], source);
      layer.keep(slot, value);
    }
    return value;
  }

  @Override
  public boolean isWhole(int field) {
    int slot = located(field);
    Layer layer = layer(slot);
    return switch (layer.codes[slot]) {
      case ValueCode.INTEGER, ValueCode.UNSIGNED, ValueCode.UNSCALED -> true;
      case ValueCode.TEXT -> false;
      default -> EventFields.super.isWhole(slot);
    };
  }

  @Override
  public int textLength(int field) {
    int slot = located(field);
    Layer layer = layer(slot);
    if (layer.codes[slot] != ValueCode.TEXT || !plan.captures(slot)) {
      return NO_ANSWER;
    }
    int codePoints = 0;
    for (int i = Values.from(layer.bits[slot]); i < Values.to(layer.bits[slot]); i++) {
      // All bytes of a character but the first begin with the bits 10.
      codePoints += (source[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return codePoints;
  }

  @Override
  public int compareNumber(int field, long whole) {
    int slot = located(field);
    Layer layer = layer(slot);
    if (!plan.captures(slot)) {
      return NO_ANSWER;
    }
    long bits = layer.bits[slot];
    return switch (layer.codes[slot]) {
      case ValueCode.INTEGER -> Long.compare(bits, whole);
      case ValueCode.DOUBLE -> compare(Double.longBitsToDouble(bits), whole);
      default -> NO_ANSWER;
    };
  }

  /** A double that is written out differs from its exact value beyond this range. */
  private static int compare(double number, long whole) {
    if (Math.abs(number) >= EXACT_DOUBLE
        || Math.abs(whole) >= EXACT_DOUBLE
        || whole < -EXACT_DOUBLE) {
      return NO_ANSWER;
    }
    return number < whole ? -1 : number > whole ? 1 : 0;
  }

  @Override
  public long epochMillis(int field, TimeFormat format) {
    int slot = located(field);
    Layer layer = layer(slot);
    if (layer.codes[slot] != ValueCode.INSTANT || !plan.captures(slot)) {
      return EventFields.super.epochMillis(slot, format);
    }
    long seconds = layer.bits[slot];
    if (seconds < Long.MIN_VALUE / MILLIS_PER_SECOND
        || seconds >= Long.MAX_VALUE / MILLIS_PER_SECOND) {
      return NO_TIME;
    }
    // Refuses what is beyond the years that a time can have.
    return TimeFormat.EPOCH_MILLIS
        .epochMillis(seconds * MILLIS_PER_SECOND + layer.extras[slot] / NANOS_PER_MILLI)
        .orElse(NO_TIME);
  }

  @Override
  public @Nullable Object exactMillis(int field, TimeFormat format) {
    int slot = located(field);
    Layer layer = layer(slot);
    if (layer.codes[slot] != ValueCode.INSTANT || !plan.captures(slot)) {
      return EventFields.super.exactMillis(slot, format);
    }
    long millis = epochMillis(slot, format);
    if (millis == NO_TIME) {
      return null;
    }
    int rest = layer.extras[slot] % NANOS_PER_MILLI;
    return rest == 0
        ? (Object) millis
        : BigDecimal.valueOf(millis).add(BigDecimal.valueOf(rest, 6)).stripTrailingZeros();
  }

  @Override
  public <T> @Nullable T find(int field, TextTable<T> table) {
    int slot = located(field);
    Layer layer = layer(slot);
    if (layer.codes[slot] == ValueCode.TEXT && plan.captures(slot)) {
      return table.find(source, Values.from(layer.bits[slot]), Values.to(layer.bits[slot]));
    }
    return EventFields.super.find(slot, table);
  }

  @Override
  public Set<MemberPath> members() {
    return enveloped ? payload.members : record.members;
  }

  @Override
  public boolean enveloped() {
    return enveloped;
  }

  private Layer layer(int slot) {
    return enveloped && payload.codes[slot] != ValueCode.ABSENT ? payload : record;
  }

  /** The slot of the member that counts for a field; mostly the field's own. */
  private int located(int slot) {
    int[] literals = plan.literals(slot);
    return literals == null ? slot : located(slot, literals);
  }

  private int located(int slot, int[] literals) {
    int inPayload = enveloped ? located(slot, literals, payload) : -1;
    if (inPayload >= 0) {
      return inPayload;
    }
    int inRecord = located(slot, literals, record);
    return inRecord >= 0 ? inRecord : slot;
  }

  private static int located(int slot, int[] literals, Layer layer) {
    for (int literal : literals) {
      if (layer.codes[literal] != ValueCode.ABSENT) {
        return literal;
      }
    }
    return layer.codes[slot] == ValueCode.ABSENT ? -1 : slot;
  }
}
