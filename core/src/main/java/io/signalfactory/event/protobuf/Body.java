package io.signalfactory.event.protobuf;

import io.signalfactory.event.binary.BrokenValueException;
import io.signalfactory.event.binary.Cursor;
import io.signalfactory.event.binary.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The program of a message: what to do with each of its fields. */
final class Body {

  /** The message is not a group. */
  static final int NO_GROUP = 0;

  /** Fields with lower numbers are looked up in an array. */
  private static final int LOW_NUMBERS = 64;

  private final Target target;
  private final List<Runnable> defaults = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final @Nullable Entry[] low = new Entry[LOW_NUMBERS];
  private final Map<Integer, Entry> high = new HashMap<>();
  private Runnable[] defaultSteps = {};
  private Entry[] all = {};

  Body(Target target) {
    this.target = target;
  }

  /** Adds what to note of a message before anything of it is read. */
  Body add(Runnable beginning) {
    defaults.add(beginning);
    return this;
  }

  /** Adds a field. */
  Body add(int number, Entry entry) {
    entries.add(entry);
    if (number < LOW_NUMBERS) {
      low[number] = entry;
    } else {
      high.put(number, entry);
    }
    return this;
  }

  /** All fields are added. */
  Body build() {
    defaultSteps = defaults.toArray(Runnable[]::new);
    all = entries.toArray(Entry[]::new);
    return this;
  }

  /** The message is there, and nothing of it has been read. */
  void begin() {
    target.object();
    for (Entry entry : all) {
      entry.reset();
    }
    for (Runnable step : defaultSteps) {
      step.run();
    }
  }

  /**
   * Reads fields, on top of those that were read before, up to the end of the bytes or of the
   * group.
   *
   * @param group its number; {@link #NO_GROUP} for a message
   */
  void read(Cursor in, int group) {
    in.enter();
    while (!in.atEnd()) {
      int tag = Wire.tag(in);
      int number = Wire.number(tag);
      int type = Wire.type(tag);
      if (type == Wire.END_GROUP) {
        if (number != group) {
          throw new BrokenValueException("a group ends that did not begin, before byte " + in.at());
        }
        in.leave();
        return;
      }
      Entry entry = number < LOW_NUMBERS ? low[number] : high.get(number);
      if (entry == null || entry.wireType() != type) {
        Wire.skip(in, tag);
      } else {
        entry.read(in);
      }
    }
    if (group != NO_GROUP) {
      throw new BrokenValueException("a group does not end, at byte " + in.end());
    }
    in.leave();
  }

  /** Reads a message that has a length in front of it. */
  void readWithLength(Cursor in) {
    int length = Wire.length(in);
    int end = in.endAt(in.at() + length);
    read(in, NO_GROUP);
    in.endAt(end);
  }
}
