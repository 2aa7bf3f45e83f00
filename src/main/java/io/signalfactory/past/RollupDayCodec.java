package io.signalfactory.past;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import io.signalfactory.tally.CountedRule;
import io.signalfactory.tally.Counts;
import io.signalfactory.tally.RuleTotals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link RollupDay} as bytes: one byte of format version, then each hour: a byte that says what is
 * kept of it, and that. The name of a rule is written once per day. Stateless and thread-safe.
 */
public final class RollupDayCodec {

  private static final int VERSION = 1;

  private static final int COUNTED = 1;
  private static final int AMENDED = 2;
  private static final int USUAL = 4;
  private static final int JUDGED = 8;
  private static final int ALL = COUNTED | AMENDED | USUAL | JUDGED;

  private RollupDayCodec() {}

  /** The day's bytes; equal days have equal bytes. */
  public static byte[] encode(RollupDay day) {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    for (RollupHour hour : day.hours()) {
      out.writeByte(parts(hour));
      if (hour.count() != null) {
        write(out, hour.count());
      }
      if (hour.judged() != null) {
        write(out, hour.judged());
      }
    }
    return out.toByteArray();
  }

  private static int parts(RollupHour hour) {
    int parts = hour.judged() == null ? 0 : JUDGED;
    HourCount count = hour.count();
    if (count != null) {
      parts |= COUNTED;
      parts |= isAmended(count) ? AMENDED : 0;
      parts |= count.usual() == null ? 0 : USUAL;
    }
    return parts;
  }

  private static boolean isAmended(HourCount count) {
    return !count.late().equals(Counts.ZERO);
  }

  private static void write(ByteWriter out, HourCount hour) {
    write(out, hour.counted().counts());
    List<CountedRule> rules = hour.counted().rules().list();
    out.writeUnsigned(rules.size());
    for (CountedRule rule : rules) {
      out.writeText(rule.name());
      out.writeUnsigned(rule.evaluated());
      out.writeUnsigned(rule.failed());
    }
    if (isAmended(hour)) {
      write(out, hour.late());
    }
    Usual usual = hour.usual();
    if (usual != null) {
      out.writeUnsigned(usual.expected());
      out.writeUnsigned(usual.low());
      out.writeUnsigned(usual.high());
    }
  }

  private static void write(ByteWriter out, Counts counts) {
    out.writeUnsigned(counts.events());
    out.writeUnsigned(counts.failed());
    out.writeUnsigned(counts.warned());
    out.writeUnsigned(counts.ruleEvaluations());
    out.writeUnsigned(counts.rulePasses());
  }

  private static void write(ByteWriter out, Judged judged) {
    out.writeUnsigned(judged.seconds());
    out.writeUnsigned((long) judged.staleness() - Judged.NO_STALENESS);
    out.writeUnsigned(judged.worst().code());
  }

  /**
   * The day behind the bytes.
   *
   * @throws io.signalfactory.codec.CodecException if they are damaged, or of a version that this
   *     release does not read
   */
  public static RollupDay decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, "roll-up");
    in.expectVersion(VERSION);
    List<RollupHour> hours = new ArrayList<>(RollupDay.HOURS);
    for (int i = 0; i < RollupDay.HOURS; i++) {
      int parts = in.readByte();
      if ((parts & ~ALL) != 0) {
        throw in.damaged("an hour has unknown parts");
      }
      hours.add(
          new RollupHour(
              (parts & COUNTED) == 0 ? null : readCount(in, parts),
              (parts & JUDGED) == 0 ? null : readJudged(in)));
    }
    in.expectEnd();
    return new RollupDay(hours);
  }

  private static HourCount readCount(ByteReader in, int parts) {
    Counts counts = readCounts(in);
    List<CountedRule> rules = new ArrayList<>();
    for (int left = in.readCount(); left > 0; left--) {
      rules.add(new CountedRule(in.readRequiredText(), in.readUnsigned(), in.readUnsigned()));
    }
    Counts late = (parts & AMENDED) == 0 ? Counts.ZERO : readCounts(in);
    @Nullable Usual usual =
        (parts & USUAL) == 0
            ? null
            : new Usual(in.readUnsigned(), in.readUnsigned(), in.readUnsigned());
    return new HourCount(new Counted(counts, RuleTotals.of(rules)), late, usual);
  }

  private static Counts readCounts(ByteReader in) {
    return new Counts(
        in.readUnsigned(),
        in.readUnsigned(),
        in.readUnsigned(),
        in.readUnsigned(),
        in.readUnsigned());
  }

  private static Judged readJudged(ByteReader in) {
    int seconds = in.readInt();
    long staleness = in.readUnsigned() + Judged.NO_STALENESS;
    int code = in.readInt();
    if (staleness < Judged.NO_STALENESS
        || staleness > Integer.MAX_VALUE
        || code > WorstStates.LARGEST) {
      throw in.damaged("an hour that was judged is out of range");
    }
    return new Judged(seconds, (int) staleness, new WorstStates(code));
  }
}
