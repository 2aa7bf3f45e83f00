package io.signalfactory.event.json;

import static io.signalfactory.event.json.JsonLexer.GIVE_UP;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns how the records of a topic are written, and reads those that are written alike. The
 * serializer of a producer writes the same names in the same order, so the bytes between two values
 * are nearly always the same, such as {@code ,"customer_id":}. Comparing them with bytes seen
 * before is faster than reading names and looking them up: {@code ReadingBenchmark} measures both.
 *
 * <p>It is an automaton. A {@link HabitState} is the state after a value: which objects are open
 * there, and nothing else of what came before. A {@link Transition} leads from it to the next
 * value, by bytes that {@link JsonScanner} has read there once. So whatever sequence of transitions
 * fits a record, the record is JSON; and each transition notes fields as the scanner does, by the
 * same {@link MemberTarget}. A record that no transitions fit is read by the scanner, and the habit
 * learns from it now and then.
 *
 * <p>Not thread-safe: one per reader.
 */
final class JsonHabit {

  /** The most transitions: enough for a record of so many members, or for several kinds of them. */
  static final int MAX_TRANSITIONS = 256;

  /**
   * The most transitions from one state, as all that are longer than the right one are compared.
   */
  private static final int MAX_CHOICES = 16;

  /** The most bytes of a transition. */
  private static final int MAX_LENGTH = 256;

  /**
   * The highest trust. It falls by one with each record that does not fit, and rises with others.
   */
  private static final int MAX_TRUST = 32;

  /** Without trust, one of so many records is tried. */
  private static final int RETRY = 16;

  /** Each lesson makes the pause before the next one longer, up to so many records. */
  private static final int MAX_PAUSE = 64;

  private static final Opening[] NONE = {};
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final Map<List<String>, HabitState> states = new HashMap<>();
  private HabitState start = new HabitState();
  private final Lesson lesson = new Lesson();
  private int transitions;
  private int trust = MAX_TRUST;
  private int untried;
  private boolean tried;
  private int pause;
  private int lessons;

  /**
   * Reads a value that is known to be UTF-8.
   *
   * @return whether it was read; if not, what the fields have now means nothing
   */
  boolean read(byte[] in) {
    pause = Math.max(pause - 1, 0);
    tried = trust > 0 || ++untried == RETRY;
    if (!tried) {
      return false;
    }
    untried = 0;
    boolean fits = follow(in);
    trust = fits ? Math.min(trust + 1, MAX_TRUST) : Math.max(trust - 1, 0);
    return fits;
  }

  /** Follows the scanner as it reads a record that did not fit. */
  Lesson lesson() {
    return lesson;
  }

  /** The number of transitions that are known now. */
  int transitions() {
    return transitions;
  }

  private boolean follow(byte[] in) {
    HabitState state = start;
    int at = 0;
    while (true) {
      Transition transition = state.longest;
      while (transition != null && !transition.fits(in, at)) {
        transition = transition.shorter;
      }
      if (transition == null) {
        return false;
      }
      for (Opening opening : transition.openings) {
        opening.object.open(at + opening.offset);
      }
      at += transition.bytes.length;
      if (transition.value == null) {
        return true;
      }
      if (JsonLexer.byteAt(in, at) == '{' && transition.value.branches()) {
        return false;
      }
      at = transition.value.read(in, at, transition.depth);
      if (at == GIVE_UP) {
        return false;
      }
      state = transition.next;
    }
  }

  private void forget() {
    start = new HabitState();
    states.clear();
    transitions = 0;
  }

  /** The state after a value, or before the record. */
  private static final class HabitState {
    private @Nullable Transition longest;
    private int transitions;

    private boolean has(byte[] bytes, boolean last) {
      for (Transition transition = longest; transition != null; transition = transition.shorter) {
        if (transition.isLast() == last && Arrays.equals(transition.bytes, bytes)) {
          return true;
        }
      }
      return false;
    }

    /** Keeps longer transitions first, as a shorter one can be the beginning of a longer one. */
    private void add(Transition added) {
      transitions++;
      if (longest == null || longest.bytes.length <= added.bytes.length) {
        added.shorter = longest;
        longest = added;
        return;
      }
      Transition before = longest;
      while (before.shorter != null && before.shorter.bytes.length > added.bytes.length) {
        before = before.shorter;
      }
      added.shorter = before.shorter;
      before.shorter = added;
    }
  }

  /** The way from one state to the next. */
  private static final class Transition {
    private final byte[] bytes;

    /** The first eight bytes and the last eight; 0 if there are fewer than eight. */
    private final long head;

    private final long tail;
    private final Opening[] openings;

    /** The member whose value comes after the bytes; null if the record ends there. */
    private final @Nullable MemberTarget value;

    /** The number of objects and arrays around the value. */
    private final int depth;

    private final HabitState next;
    private @Nullable Transition shorter;

    private Transition(
        byte[] bytes,
        Opening[] openings,
        @Nullable MemberTarget value,
        int depth,
        HabitState next) {
      boolean isLong = bytes.length >= Long.BYTES;
      this.bytes = bytes;
      this.head = isLong ? eight(bytes, 0) : 0;
      this.tail = isLong ? eight(bytes, bytes.length - Long.BYTES) : 0;
      this.openings = openings;
      this.value = value;
      this.depth = depth;
      this.next = next;
    }

    private boolean isLast() {
      return value == null;
    }

    /** Most transitions have 8 to 16 bytes, for which two comparisons are faster than a loop. */
    private boolean fits(byte[] in, int at) {
      int length = bytes.length;
      int end = at + length;
      if (end > in.length || (isLast() && end != in.length)) {
        return false;
      }
      if (length < Long.BYTES) {
        return Arrays.equals(bytes, 0, length, in, at, end);
      }
      return eight(in, at) == head
          && eight(in, end - Long.BYTES) == tail
          && (length <= 2 * Long.BYTES
              || Arrays.equals(bytes, Long.BYTES, length, in, at + Long.BYTES, end));
    }

    private static long eight(byte[] bytes, int at) {
      return (long) EIGHT_BYTES.get(bytes, at);
    }
  }

  /** An object to look into, which begins within a transition. */
  private record Opening(MemberTarget object, int offset) {}

  /**
   * Learns from a record while the scanner reads it. If the record turns out not to be JSON, what
   * was learned before that point is right all the same.
   */
  final class Lesson {
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Opening> openings = new ArrayList<>();
    private boolean learning;
    private HabitState state = start;
    private int from;
    private String name = "";

    private Lesson() {}

    /** The scanner begins with a record. */
    void begin() {
      learning = tried && pause == 0;
      if (!learning) {
        return;
      }
      lessons = Math.min(lessons + 1, MAX_PAUSE);
      pause = lessons;
      state = start;
      from = 0;
      path.clear();
      openings.clear();
    }

    /** The name of a member, from {@code in[nameFrom]} up to but not {@code in[nameTo]}. */
    void name(byte[] in, int nameFrom, int nameTo) {
      if (learning) {
        name = new String(in, nameFrom, nameTo - nameFrom, StandardCharsets.UTF_8);
      }
    }

    /** The value of that member is an object to look into, which begins at {@code at}. */
    void open(MemberTarget object, int at) {
      if (learning) {
        openings.add(new Opening(object, at - from));
        path.addLast(name);
      }
    }

    /** The end of such an object. */
    void close() {
      if (learning) {
        path.removeLast();
      }
    }

    /** Any other value of it, from {@code in[valueFrom]} up to but not {@code in[valueTo]}. */
    void value(byte[] in, MemberTarget member, int valueFrom, int valueTo) {
      if (learning) {
        path.addLast(name);
        HabitState next = states.computeIfAbsent(List.copyOf(path), unknown -> new HabitState());
        learn(in, valueFrom, member, next);
        path.removeLast();
        state = next;
        from = valueTo;
      }
    }

    /** The end of the record. */
    void end(byte[] in) {
      if (learning) {
        learn(in, in.length, null, start);
      }
    }

    private void learn(byte[] in, int to, @Nullable MemberTarget value, HabitState next) {
      byte[] bytes = Arrays.copyOfRange(in, from, to);
      if (bytes.length <= MAX_LENGTH && !state.has(bytes, value == null)) {
        if (transitions == MAX_TRANSITIONS || state.transitions == MAX_CHOICES) {
          forget();
          learning = false;
        } else {
          state.add(new Transition(bytes, openings.toArray(NONE), value, path.size(), next));
          transitions++;
        }
      }
      openings.clear();
    }
  }
}
