package io.signalfactory.event;

import io.signalfactory.contract.Opaque;
import io.signalfactory.time.TimeFormat;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A binary format that exists for tests only: each value follows a letter for its type, and times,
 * days and bytes have types of their own. It is here so that the compatibility kit is not for JSON
 * alone, and to show what a format has to be.
 */
final class TaggedFormat implements PayloadFormat {

  static final byte NULL = 'n';
  static final byte TEXT = 't';
  static final byte LONG = 'l';
  static final byte DOUBLE = 'd';
  static final byte TRUE = '+';
  static final byte FALSE = '-';
  static final byte TIME = 'T';
  static final byte DAY = 'D';
  static final byte BYTES = 'b';
  static final byte OBJECT = '{';
  static final byte LIST = '[';

  private static final int MAX_DEPTH = 50;

  @Override
  public PayloadReader reader(FieldPlan plan) {
    return new Reader(plan);
  }

  private static final class Reader implements PayloadReader {
    private final FieldPlan plan;

    private Reader(FieldPlan plan) {
      this.plan = plan;
    }

    @Override
    public Decoding read(RawRecord record) {
      byte[] value = record.value();
      if (value == null) {
        return new Decoding.Tombstone();
      }
      try {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(value));
        if (in.readByte() == OBJECT) {
          Map<String, @Nullable Object> event = object(in, 0);
          if (in.available() == 0) {
            return new Decoding.Decoded(new Fields(plan, event));
          }
        }
        return new Decoding.Malformed("expected one tagged object");
      } catch (IOException e) {
        return new Decoding.Malformed("expected tagged values");
      }
    }

    @Override
    public void release() {
      // nothing is kept
    }

    private static Map<String, @Nullable Object> object(DataInputStream in, int depth)
        throws IOException {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      for (int count = count(in); count > 0; count--) {
        String name = new String(bytes(in), StandardCharsets.UTF_8);
        members.put(name, value(in, depth + 1));
      }
      return members;
    }

    private static @Nullable Object value(DataInputStream in, int depth) throws IOException {
      if (depth > MAX_DEPTH) {
        throw new IOException("too deep");
      }
      byte tag = in.readByte();
      return switch (tag) {
        case NULL -> null;
        case TEXT -> {
          ByteBuffer text = ByteBuffer.wrap(bytes(in));
          yield StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        }
        case LONG -> in.readLong();
        case DOUBLE -> in.readDouble();
        case TRUE -> true;
        case FALSE -> false;
        case TIME -> Instant.ofEpochMilli(in.readLong());
        case DAY -> LocalDate.ofEpochDay(in.readInt());
        case BYTES -> bytes(in);
        case OBJECT -> object(in, depth);
        case LIST -> {
          List<@Nullable Object> list = new ArrayList<>();
          for (int count = count(in); count > 0; count--) {
            list.add(value(in, depth + 1));
          }
          yield list;
        }
        default -> throw new IOException("no such tag");
      };
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
      byte[] bytes = new byte[count(in)];
      in.readFully(bytes);
      return bytes;
    }

    /** A number of things that take a byte or more each. */
    private static int count(DataInputStream in) throws IOException {
      int count = in.readInt();
      if (count < 0 || count > in.available()) {
        throw new IOException("more than there is");
      }
      return count;
    }
  }

  private static final class Fields implements EventFields {
    private final FieldPlan plan;
    private final boolean[] present;
    private final @Nullable Object[] values;
    private final boolean enveloped;
    private final Set<MemberPath> members = new LinkedHashSet<>();

    private Fields(FieldPlan plan, Map<?, ?> event) {
      this.plan = plan;
      this.present = new boolean[plan.slots()];
      this.values = new Object[plan.slots()];
      this.enveloped = event.get(FieldPlan.PAYLOAD) instanceof Map<?, ?>;
      Layer record = new Layer(plan.slots());
      Layer inner = new Layer(plan.slots());
      record.fill(plan.root(), event);
      PlanNode outer = null;
      Map<?, ?> payload = event;
      if (event.get(FieldPlan.PAYLOAD) instanceof Map<?, ?> object) {
        inner.fill(plan.root(), object);
        outer = plan.root().child(FieldPlan.PAYLOAD);
        payload = object;
      }
      for (int slot = 0; slot < plan.slots(); slot++) {
        take(slot, inner, record);
      }
      if (plan.collectsNames()) {
        collect(plan.root(), outer, payload);
      }
    }

    /** What the payload has comes first, and in each a member that is written out. */
    private void take(int slot, Layer... layers) {
      for (Layer layer : layers) {
        int found = layer.located(slot, plan.literals(slot));
        if (found >= 0 && !present[slot]) {
          present[slot] = true;
          values[slot] = layer.values[found];
        }
      }
    }

    private void collect(@Nullable PlanNode node, @Nullable PlanNode outer, Map<?, ?> object) {
      String parent = FieldPlan.pathOf(node, outer);
      object.forEach(
          (key, value) -> {
            String name = String.valueOf(key);
            members.add(new MemberPath(parent, name));
            PlanNode inner = node == null ? null : node.child(name);
            PlanNode outerInner = outer == null ? null : outer.child(name);
            boolean branches =
                (inner != null && !inner.leaf()) || (outerInner != null && !outerInner.leaf());
            if (branches && value instanceof Map<?, ?> members) {
              collect(inner, outerInner, members);
            }
          });
    }

    @Override
    public FieldKind kind(int slot) {
      Object value = values[slot];
      if (value == null) {
        return present[slot] ? FieldKind.NULL : FieldKind.ABSENT;
      }
      if (value instanceof Map<?, ?>) {
        return FieldKind.OBJECT;
      }
      if (value instanceof List<?>) {
        return FieldKind.ARRAY;
      }
      if (value instanceof Boolean) {
        return FieldKind.BOOLEAN;
      }
      if (value instanceof Long) {
        return FieldKind.INTEGER;
      }
      return value instanceof Double number && Double.isFinite(number)
          ? FieldKind.DECIMAL
          : FieldKind.STRING;
    }

    @Override
    public @Nullable Object value(int slot) {
      if (!plan.captures(slot)) {
        return null;
      }
      Object value = values[slot];
      return switch (kind(slot)) {
        case OBJECT -> Opaque.OBJECT;
        case ARRAY -> Opaque.ARRAY;
        case DECIMAL -> value == null ? null : BigDecimal.valueOf((Double) value);
        case STRING ->
            value instanceof byte[] bytes
                ? Base64.getEncoder().encodeToString(bytes)
                : value == null ? null : value.toString();
        case ABSENT, NULL, INTEGER, BOOLEAN -> value;
      };
    }

    @Override
    public long epochMillis(int slot, TimeFormat format) {
      return values[slot] instanceof Instant time
          ? time.toEpochMilli()
          : EventFields.super.epochMillis(slot, format);
    }

    @Override
    public @Nullable Object exactMillis(int slot, TimeFormat format) {
      return values[slot] instanceof Instant time
          ? (Object) time.toEpochMilli()
          : EventFields.super.exactMillis(slot, format);
    }

    @Override
    public Set<MemberPath> members() {
      return members;
    }

    @Override
    public boolean enveloped() {
      return enveloped;
    }
  }

  /** What there is in the record itself, or in its payload. */
  private static final class Layer {
    private final boolean[] present;
    private final @Nullable Object[] values;

    private Layer(int slots) {
      this.present = new boolean[slots];
      this.values = new Object[slots];
    }

    private void fill(PlanNode node, Map<?, ?> object) {
      node.children()
          .forEach(
              (name, child) -> {
                if (object.containsKey(name)) {
                  put(child, object.get(name));
                }
              });
    }

    private void put(PlanNode node, @Nullable Object value) {
      if (node.slot() != PlanNode.NO_SLOT) {
        present[node.slot()] = true;
        values[node.slot()] = value;
      }
      if (value instanceof Map<?, ?> object) {
        fill(node, object);
      }
    }

    private int located(int slot, int @Nullable [] literals) {
      for (int literal : literals == null ? new int[0] : literals) {
        if (present[literal]) {
          return literal;
        }
      }
      return present[slot] ? slot : -1;
    }
  }
}
