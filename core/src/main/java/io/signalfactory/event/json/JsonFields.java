package io.signalfactory.event.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.signalfactory.contract.Opaque;
import io.signalfactory.event.EventFields;
import io.signalfactory.event.FieldKind;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.MemberPath;
import io.signalfactory.event.PlanNode;
import io.signalfactory.event.TextTable;
import io.signalfactory.time.Rfc3339Reader;
import io.signalfactory.time.TimeFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event that is written in JSON. A {@link JsonReader} uses one instance for all
 * its records.
 *
 * <p>Only the places of values in the record are noted when it is read. A value becomes an object
 * when it is asked for, and most questions are answered from its bytes.
 */
final class JsonFields implements EventFields {

  /** How many names of members are kept beyond as many as the plan has: enough for a report. */
  static final int MAX_STRANGE_MEMBERS = 256;

  /**
   * A value of up to so many bytes stays here until the next one, as clearing the reference would
   * cost a memory fence per record under G1, like every reference stored in an old object.
   */
  private static final int MAX_KEPT_BYTES = 1_024;

  private static final JsonFactory JSON = new JsonFactory();

  private static final byte[] NOTHING = {};

  private static final int RECORD = 0;
  private static final int PAYLOAD = 1;

  private final Rfc3339Reader utc = new Rfc3339Reader();
  private final FieldPlan plan;
  private final Layer[] layers;
  private byte[] source = NOTHING;
  private boolean enveloped;

  /** The slot of the last time that was read: G4 asks for the event time, and so does the clock. */
  private int timeSlot = -1;

  private @Nullable TimeFormat timeFormat;
  private long timeMs;

  JsonFields(FieldPlan plan) {
    this.plan = plan;
    this.layers = new Layer[] {new Layer(plan), new Layer(plan)};
  }

  @Override
  public FieldKind kind(int field) {
    int slot = located(field);
    return layer(slot).kind(slot);
  }

  @Override
  public @Nullable Object value(int field) {
    int slot = located(field);
    Layer layer = layer(slot);
    if (layer.kinds[slot] == KindCode.ABSENT) {
      return null;
    }
    Object value = layer.values[slot];
    if (value == null && layer.spans[slot] != Span.NONE) {
      value = read(layer.kind(slot), layer.spans[slot]);
      layer.keep(slot, value);
    }
    return value;
  }

  @Override
  public int textLength(int field) {
    int slot = located(field);
    Layer layer = layer(slot);
    long span = layer.spans[slot];
    if (layer.kinds[slot] != KindCode.STRING || span == Span.NONE || Span.escaped(span)) {
      return NO_ANSWER;
    }
    int codePoints = 0;
    for (int i = Span.from(span) + 1; i < Span.to(span) - 1; i++) {
      // All bytes of a character but the first begin with the bits 10.
      codePoints += (source[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return codePoints;
  }

  @Override
  public int compareNumber(int field, long whole) {
    int slot = located(field);
    Layer layer = layer(slot);
    FieldKind kind = layer.kind(slot);
    long span = layer.spans[slot];
    if (span == Span.NONE || (kind != FieldKind.INTEGER && kind != FieldKind.DECIMAL)) {
      return NO_ANSWER;
    }
    return JsonNumbers.compare(source, Span.from(span), Span.to(span), whole);
  }

  @Override
  public boolean isWhole(int field) {
    int slot = located(field);
    Layer layer = layer(slot);
    byte kind = layer.kinds[slot];
    long span = layer.spans[slot];
    return kind == KindCode.INTEGER
        || kind == KindCode.WHOLE_DECIMAL
        || (kind == KindCode.DECIMAL
            && span != Span.NONE
            && JsonNumbers.isWhole(source, Span.from(span), Span.to(span)));
  }

  @Override
  public @Nullable Object exactMillis(int field, TimeFormat format) {
    int slot = located(field);
    Layer layer = layer(slot);
    long span = layer.spans[slot];
    if (format == TimeFormat.RFC3339
        && layer.kinds[slot] == KindCode.STRING
        && span != Span.NONE
        && Rfc3339Reader.isWholeMillis(source, Span.from(span) + 1, Span.to(span) - 1)) {
      long time = epochMillis(slot, format);
      return time == NO_TIME ? null : (Object) time;
    }
    return EventFields.super.exactMillis(slot, format);
  }

  @Override
  public long epochMillis(int field, TimeFormat format) {
    int slot = located(field);
    if (slot != timeSlot || format != timeFormat) {
      timeMs = readTime(slot, format);
      timeSlot = slot;
      if (format != timeFormat) {
        // Not stored if it is the same, for the reason given at MAX_KEPT_BYTES.
        timeFormat = format;
      }
    }
    return timeMs;
  }

  private long readTime(int slot, TimeFormat format) {
    Layer layer = layer(slot);
    long span = layer.spans[slot];
    if (format == TimeFormat.RFC3339
        && layer.kinds[slot] == KindCode.STRING
        && span != Span.NONE
        && !Span.escaped(span)) {
      long time = utc.epochMillis(source, Span.from(span) + 1, Span.to(span) - 1);
      if (time != NO_TIME) {
        return time;
      }
    }
    return EventFields.super.epochMillis(slot, format);
  }

  @Override
  public <T> @Nullable T find(int field, TextTable<T> table) {
    int slot = located(field);
    Layer layer = layer(slot);
    long span = layer.spans[slot];
    if (layer.kinds[slot] == KindCode.STRING && span != Span.NONE && !Span.escaped(span)) {
      return table.find(source, Span.from(span) + 1, Span.to(span) - 1);
    }
    return EventFields.super.find(slot, table);
  }

  @Override
  public Set<MemberPath> members() {
    return layers[enveloped ? PAYLOAD : RECORD].members;
  }

  @Override
  public boolean enveloped() {
    return enveloped;
  }

  /** The slot of the member that counts for a field; mostly the field's own. */
  private int located(int slot) {
    int[] literals = plan.literals(slot);
    return literals == null ? slot : located(slot, literals);
  }

  private int located(int slot, int[] literals) {
    if (enveloped) {
      int inPayload = located(slot, literals, layers[PAYLOAD]);
      if (inPayload >= 0) {
        return inPayload;
      }
    }
    int inRecord = located(slot, literals, layers[RECORD]);
    return inRecord >= 0 ? inRecord : slot;
  }

  private static int located(int slot, int[] literals, Layer layer) {
    for (int literal : literals) {
      if (layer.kinds[literal] != KindCode.ABSENT) {
        return literal;
      }
    }
    return layer.kinds[slot] == KindCode.ABSENT ? -1 : slot;
  }

  private Layer layer(int slot) {
    return enveloped && layers[PAYLOAD].kinds[slot] != KindCode.ABSENT
        ? layers[PAYLOAD]
        : layers[RECORD];
  }

  private @Nullable Object read(FieldKind kind, long span) {
    int from = Span.from(span);
    int to = Span.to(span);
    return switch (kind) {
      case STRING ->
          Span.escaped(span)
              ? unescaped(from, to)
              : new String(source, from + 1, to - from - 2, StandardCharsets.UTF_8);
      case INTEGER, DECIMAL -> JsonNumbers.value(source, from, to);
      case BOOLEAN -> source[from] == 't';
      case OBJECT -> Opaque.OBJECT;
      case ARRAY -> Opaque.ARRAY;
      case NULL, ABSENT -> null;
    };
  }

  private String unescaped(int from, int to) {
    try (JsonParser json = JSON.createParser(source, from, to - from)) {
      json.nextToken();
      return json.getText();
    } catch (IOException e) {
      throw new UncheckedIOException("text that was scanned before cannot be read", e);
    }
  }

  /**
   * Gives up the bytes of the last event if they are many; its fields must not be used any more.
   */
  void release() {
    if (source.length > MAX_KEPT_BYTES) {
      source = NOTHING;
    }
  }

  /** Forgets the last event and begins with another one. */
  void begin(byte[] value) {
    source = value;
    layers[RECORD].clear();
    layers[PAYLOAD].clear();
    enveloped = false;
    timeSlot = -1;
  }

  Layer record() {
    return layers[RECORD];
  }

  Layer payload() {
    return layers[PAYLOAD];
  }

  /** A payload that is an object begins. Forgets one before it, as the last one counts. */
  Layer openPayload() {
    layers[PAYLOAD].clear();
    enveloped = true;
    return layers[PAYLOAD];
  }

  /** There is a payload that is not an object, so the record itself counts as the payload. */
  void closePayload() {
    layers[PAYLOAD].clear();
    enveloped = false;
  }

  /** The place of a value in its record as one number: both ends, and whether it has escapes. */
  private static final class Span {
    static final long NONE = 0;

    static long of(int from, int to, boolean escaped) {
      // No value is at the first byte of a record, so this is never NONE.
      return (long) from << 32 | (long) to << 1 | (escaped ? 1 : 0);
    }

    static int from(long span) {
      return (int) (span >>> 32);
    }

    static int to(long span) {
      return (int) (span & 0xFFFF_FFFFL) >>> 1;
    }

    static boolean escaped(long span) {
      return (span & 1) != 0;
    }
  }

  /** The fields found in the record itself, or those found in its payload. */
  static final class Layer {
    private final FieldPlan plan;

    /** {@link KindCode}s; if a field is absent, the other arrays mean nothing at its slot. */
    private final byte[] kinds;

    private final @Nullable Object[] values;
    private final long[] spans;
    private final boolean[] visited;
    private final Set<MemberPath> members = new LinkedHashSet<>();
    private boolean dirty;
    private boolean holdsValues;

    private Layer(FieldPlan plan) {
      this.plan = plan;
      this.kinds = new byte[plan.slots()];
      this.values = new Object[plan.slots()];
      this.spans = new long[plan.slots()];
      this.visited = new boolean[plan.nodes()];
      Arrays.fill(kinds, KindCode.ABSENT);
    }

    private FieldKind kind(int slot) {
      return KindCode.kind(kinds[slot]);
    }

    private void keep(int slot, @Nullable Object value) {
      values[slot] = value;
      holdsValues = true;
    }

    /**
     * Notes that a member was found. Of several members of one name the last counts, so what an
     * earlier one left at the node and below it is forgotten.
     */
    void enter(PlanNode node) {
      if (visited[node.id()]) {
        forget(node);
      }
      visited[node.id()] = true;
      dirty = true;
    }

    /**
     * Notes a field and its value.
     *
     * @param kind its {@link KindCode}
     */
    void put(int slot, byte kind, @Nullable Object value) {
      kinds[slot] = kind;
      keep(slot, value);
      spans[slot] = Span.NONE;
      dirty = true;
    }

    /**
     * Notes a member and the place of its value, which includes the quotes of a text.
     *
     * @param kind its {@link KindCode}
     */
    void note(PlanNode node, byte kind, int from, int to, boolean escaped) {
      enter(node);
      if (node.slot() != PlanNode.NO_SLOT) {
        putSpan(node.slot(), kind, from, to, escaped);
      }
    }

    private void putSpan(int slot, byte kind, int from, int to, boolean escaped) {
      kinds[slot] = kind;
      if (holdsValues) {
        values[slot] = null;
      }
      spans[slot] = plan.captures(slot) ? Span.of(from, to, escaped) : Span.NONE;
      dirty = true;
    }

    /** Notes the name of a member. What was inside an earlier one of that name is forgotten. */
    void noteName(MemberPath member) {
      dirty = true;
      if (members.contains(member)) {
        members.removeIf(earlier -> earlier.isInside(member));
      } else if (members.size() < plan.nodes() + MAX_STRANGE_MEMBERS) {
        members.add(member);
      }
    }

    private void forget(PlanNode node) {
      if (!visited[node.id()]) {
        return;
      }
      visited[node.id()] = false;
      if (node.slot() != PlanNode.NO_SLOT) {
        put(node.slot(), KindCode.ABSENT, null);
      }
      node.children().values().forEach(this::forget);
    }

    private void clear() {
      if (dirty) {
        Arrays.fill(kinds, KindCode.ABSENT);
        Arrays.fill(visited, false);
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
}
