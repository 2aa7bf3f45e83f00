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
 * How a topic's records are written: what stands between their values. A producer's serializer
 * writes the same names in the same order, so that after a value one of a few sequences of bytes
 * follows, such as {@code ,"customer_id":}. Comparing them takes the state of reading names and
 * looking them up: {@code ReadingBenchmark} has both.
 *
 * <p>It is an automaton. A {@link HabitState} is behind a value, and knows which objects are open
 * there and nothing else of what came before; a {@link Transition} leads from it to the next value,
 * by bytes that {@link JsonScanner} once met there. So what it takes is JSON whatever the order of
 * its transitions, and each transition does to the fields what the scanner would do, by the same
 * {@link MemberTarget}. A record that has something else is left to the scanner, and learned from
 * if it pays.
 *
 * <p>Not thread-safe: one a reader.
 */
final class JsonHabit {

  /** Steps that are kept: a record of so many members, or several kinds of records. */
  static final int MAX_TRANSITIONS = 256;

  /** Steps that lead from one state: each is compared that is longer than the right one. */
  private static final int MAX_CHOICES = 16;

  /** Bytes of a transition. */
  private static final int MAX_LENGTH = 256;

  /** Records that must fail on balance until the habit is asked for few of them. */
  private static final int TRUSTED = 32;

  /** Where it is not trusted, it is asked for each one of so many records. */
  private static final int RETRY = 16;

  /** The more it has learned the rarer it learns, up to one of so many records. */
  private static final int MAX_PAUSE = 64;

  private static final Opening[] NONE = {};
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final Map<List<String>, HabitState> states = new HashMap<>();
  private HabitState start = new HabitState();
  private final Lesson lesson = new Lesson();
  private int transitions;
  private int trust = TRUSTED;
  private int untried;
  private boolean tried;
  private int pause;
  private int lessons;

  /**
   * Reads a value that is known to be UTF-8.
   *
   * @return whether it was taken; if not, what the fields hold now means nothing
   */
  boolean read(byte[] in) {
    pause = Math.max(pause - 1, 0);
    tried = trust > 0 || ++untried == RETRY;
    if (!tried) {
      return false;
    }
    untried = 0;
    boolean taken = follow(in);
    trust = taken ? Math.min(trust + 1, TRUSTED) : Math.max(trust - 1, 0);
    return taken;
  }

  /** What the scanner tells of a record that was not taken. */
  Lesson lesson() {
    return lesson;
  }

  /** How many transitions are known now. */
  int transitions() {
    return transitions;
  }

  private boolean follow(byte[] in) {
    HabitState state = start;
    int at = 0;
    while (true) {
      Transition transition = state.longest;
      while (transition != null && !transition.standsAt(in, at)) {
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

  /** Behind a value, or before the record. */
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

    /** Where one transition begins like another, the longer one is the one to try first. */
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

  /** From one state to the next. */
  private static final class Transition {
    private final byte[] bytes;

    /** The first eight of the bytes and the last eight; 0 where they are fewer. */
    private final long head;

    private final long tail;
    private final Opening[] openings;

    /** Whose value is behind the bytes; null if the record ends there. */
    private final @Nullable MemberTarget value;

    /** Levels around the value. */
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

    /** Most transitions have 8 to 16 bytes: two comparisons, where a loop costs more to enter. */
    private boolean standsAt(byte[] in, int at) {
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

  /** An object that is looked into and begins within a transition. */
  private record Opening(MemberTarget object, int offset) {}

  /**
   * Learns from a record that the scanner reads. What it learned of a record that turns out to be
   * broken is right up to there.
   */
  final class Lesson {
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Opening> openings = new ArrayList<>();
    private boolean attentive;
    private HabitState state = start;
    private int from;
    private String name = "";

    private Lesson() {}

    /** Before the scanner reads a record. */
    void begin() {
      attentive = tried && pause == 0;
      if (!attentive) {
        return;
      }
      lessons = Math.min(lessons + 1, MAX_PAUSE);
      pause = lessons;
      state = start;
      from = 0;
      path.clear();
      openings.clear();
    }

    /** A member's name, {@code in[nameFrom]} up to {@code in[nameTo]} without it. */
    void name(byte[] in, int nameFrom, int nameTo) {
      if (attentive) {
        name = new String(in, nameFrom, nameTo - nameFrom, StandardCharsets.UTF_8);
      }
    }

    /** The value of the last name is an object that is looked into. */
    void open(MemberTarget object, int at) {
      if (attentive) {
        openings.add(new Opening(object, at - from));
        path.addLast(name);
      }
    }

    /** The end of such an object. */
    void close() {
      if (attentive) {
        path.removeLast();
      }
    }

    /** Any other value of the last name, {@code in[valueFrom]} up to {@code in[valueTo]}. */
    void value(byte[] in, MemberTarget member, int valueFrom, int valueTo) {
      if (attentive) {
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
      if (attentive) {
        learn(in, in.length, null, start);
      }
    }

    private void learn(byte[] in, int to, @Nullable MemberTarget value, HabitState next) {
      byte[] bytes = Arrays.copyOfRange(in, from, to);
      if (bytes.length <= MAX_LENGTH && !state.has(bytes, value == null)) {
        if (transitions == MAX_TRANSITIONS || state.transitions == MAX_CHOICES) {
          forget();
          attentive = false;
        } else {
          state.add(new Transition(bytes, openings.toArray(NONE), value, path.size(), next));
          transitions++;
        }
      }
      openings.clear();
    }
  }
}
