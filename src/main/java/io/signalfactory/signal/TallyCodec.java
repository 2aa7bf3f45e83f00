package io.signalfactory.signal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tallies as bytes: one byte of format version, then the members in order, numbers as varints.
 * Stateless and thread-safe. A healthy tally takes some 50 bytes.
 */
public final class TallyCodec {

  private static final int VERSION = 1;

  private TallyCodec() {}

  /** The tally's bytes. */
  public static byte[] encode(Tally tally) {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    writeBody(tally, out);
    return out.toByteArray();
  }

  /**
   * The tally behind the bytes.
   *
   * @throws CodecException if another format version wrote them or they are damaged
   */
  public static Tally decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, "tally");
    in.expectVersion(VERSION);
    Tally tally = readBody(in);
    in.expectEnd();
    return tally;
  }

  static void writeBody(Tally tally, ByteWriter out) {
    out.writeSigned(tally.lastEventOffset());
    out.writeUnsigned(tally.events());
    out.writeUnsigned(tally.failed());
    out.writeUnsigned(tally.warned());
    out.writeSigned(tally.latestEventTimeMs());
    out.writeSigned(tally.firstArrivalMs());
    out.writeUnsigned(tally.producers().size());
    tally
        .producers()
        .forEach(
            (producer, firstArrivalMs) -> {
              out.writeText(producer.service());
              out.writeText(producer.version());
              out.writeSigned(firstArrivalMs);
            });
    List<CountedCause> causes = tally.causes();
    out.writeUnsigned(causes.size());
    causes.forEach(cause -> writeCause(cause, out));
    List<CountedRule> rules = tally.rules();
    out.writeUnsigned(rules.size());
    for (CountedRule rule : rules) {
      out.writeText(rule.name());
      out.writeUnsigned(rule.evaluated());
      out.writeUnsigned(rule.failed());
    }
    writeLags(tally, out);
  }

  static Tally readBody(ByteReader in) {
    long lastOffset = in.readSigned();
    long events = in.readUnsigned();
    long failed = in.readUnsigned();
    long warned = in.readUnsigned();
    long latestEventTimeMs = in.readSigned();
    long firstArrivalMs = in.readSigned();
    Map<Producer, Long> producers = new LinkedHashMap<>();
    for (int left = in.readCount(); left > 0; left--) {
      Producer producer = new Producer(in.readRequiredText(), in.readText());
      producers.put(producer, in.readSigned());
    }
    int causeCount = in.readCount();
    List<CountedCause> causes = new ArrayList<>(causeCount);
    for (int i = 0; i < causeCount; i++) {
      causes.add(readCause(in));
    }
    int ruleCount = in.readCount();
    List<CountedRule> rules = new ArrayList<>(ruleCount);
    for (int i = 0; i < ruleCount; i++) {
      rules.add(new CountedRule(in.readRequiredText(), in.readUnsigned(), in.readUnsigned()));
    }
    return new Tally(
        lastOffset,
        events,
        failed,
        warned,
        latestEventTimeMs,
        firstArrivalMs,
        producers,
        causes,
        rules,
        readLags(lastOffset, in));
  }

  /** Buckets and offset as differences, which are small. */
  private static void writeLags(Tally tally, ByteWriter out) {
    LagTotals lags = tally.lags();
    int[] buckets = lags.buckets();
    long[] counts = lags.counts();
    out.writeUnsigned(buckets.length);
    if (buckets.length == 0) {
      return;
    }
    out.writeSigned(tally.lastArrivalOffset() - tally.lastEventOffset());
    out.writeUnsigned(lags.late());
    int before = -1;
    for (int i = 0; i < buckets.length; i++) {
      out.writeUnsigned(buckets[i] - before);
      out.writeUnsigned(counts[i]);
      before = buckets[i];
    }
  }

  private static @Nullable LagCounter readLags(long lastEventOffset, ByteReader in) {
    int size = in.readCount();
    if (size == 0) {
      return null;
    }
    long lastOffset = lastEventOffset + in.readSigned();
    long late = in.readUnsigned();
    int[] buckets = new int[size];
    long[] counts = new long[size];
    long bucket = -1;
    for (int i = 0; i < size; i++) {
      int step = in.readInt();
      bucket += step;
      counts[i] = in.readUnsigned();
      if (step == 0 || !LagScale.isBucket(bucket) || counts[i] <= 0) {
        throw in.damaged("a lag is out of its range or order");
      }
      buckets[i] = (int) bucket;
    }
    return new LagCounter(lastOffset, LagTotals.of(late, buckets, counts));
  }

  private static void writeCause(CountedCause counted, ByteWriter out) {
    CauseKey key = counted.cause().key();
    out.writeText(key.service());
    out.writeText(key.version());
    out.writeText(key.gate());
    out.writeText(key.code());
    out.writeText(key.field());
    out.writeText(key.rule());
    out.writeByte(counted.cause().failing() ? 1 : 0);
    out.writeUnsigned(counted.count());
    out.writeUnsigned(counted.error());
    out.writeSigned(counted.firstSeenMs());
    Sample sample = counted.sample();
    out.writeText(sample.topic());
    out.writeUnsigned(sample.partition());
    out.writeUnsigned(sample.offset());
    out.writeText(sample.evidenceId());
    out.writeText(sample.traceId());
  }

  private static CountedCause readCause(ByteReader in) {
    CauseKey key =
        new CauseKey(
            in.readText(),
            in.readText(),
            in.readRequiredText(),
            in.readRequiredText(),
            in.readText(),
            in.readText());
    ObservedCause cause = new ObservedCause(key, in.readByte() != 0);
    long count = in.readUnsigned();
    long error = in.readUnsigned();
    long firstSeenMs = in.readSigned();
    Sample sample =
        new Sample(
            in.readRequiredText(),
            in.readInt(),
            in.readUnsigned(),
            in.readRequiredText(),
            in.readText());
    return new CountedCause(cause, count, error, firstSeenMs, sample);
  }
}
