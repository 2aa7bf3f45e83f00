package io.signalfactory.tally;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import io.signalfactory.codec.CodecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link TallySnapshot} as bytes: one byte of format version, then its components in order, with
 * numbers as varints. Some 50 bytes for a tally without violations. Stateless and thread-safe.
 */
public final class TallyCodec {

  static final int VERSION = 2;

  /** Did not have senders. */
  static final int WITHOUT_SENDERS = 1;

  private TallyCodec() {}

  /** The bytes of a snapshot. */
  public static byte[] encode(TallySnapshot snapshot) {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    writeBody(snapshot, out);
    return out.toByteArray();
  }

  /**
   * The snapshot behind the bytes.
   *
   * @throws CodecException if another format version wrote them or they are damaged
   */
  public static TallySnapshot decode(byte[] bytes) {
    return decode(bytes, 0);
  }

  /**
   * The snapshot behind the bytes from index {@code from} to the end of the array.
   *
   * @throws CodecException if another format version wrote them or they are damaged
   */
  public static TallySnapshot decode(byte[] bytes, int from) {
    ByteReader in = new ByteReader(bytes, from, "tally");
    TallySnapshot snapshot = readBody(in, in.readVersion(WITHOUT_SENDERS, VERSION));
    in.expectEnd();
    return snapshot;
  }

  static void writeBody(TallySnapshot snapshot, ByteWriter out) {
    out.writeSigned(snapshot.lastEventOffset());
    out.writeUnsigned(snapshot.events());
    out.writeUnsigned(snapshot.failed());
    out.writeUnsigned(snapshot.warned());
    out.writeSigned(snapshot.latestEventTimeMs());
    out.writeSigned(snapshot.firstArrivalMs());
    out.writeUnsigned(snapshot.versions().size());
    snapshot
        .versions()
        .forEach(
            (sender, firstArrivalMs) -> {
              out.writeText(sender.service());
              out.writeText(sender.version());
              out.writeSigned(firstArrivalMs);
            });
    out.writeUnsigned(snapshot.causes().size());
    snapshot.causes().forEach(cause -> writeCause(cause, out));
    RuleTotals rules = snapshot.rules();
    out.writeUnsigned(rules.size());
    for (int i = 0; i < rules.size(); i++) {
      out.writeText(rules.name(i));
      out.writeUnsigned(rules.evaluated(i));
      out.writeUnsigned(rules.failed(i));
    }
    snapshot.senders().write(out);
    writeLags(snapshot, out);
  }

  /**
   * @param version the version of the tally
   */
  static TallySnapshot readBody(ByteReader in, int version) {
    long lastEventOffset = in.readSigned();
    long events = in.readUnsigned();
    long failed = in.readUnsigned();
    long warned = in.readUnsigned();
    long latestEventTimeMs = in.readSigned();
    long firstArrivalMs = in.readSigned();
    Map<ServiceVersion, Long> versions = readVersions(in);
    List<CountedCause> causes = readCauses(in);
    RuleTotals rules = readRules(in);
    Senders senders = version == WITHOUT_SENDERS ? Senders.NONE : Senders.read(in);
    int lagCount = in.readCount();
    long lastArrivalOffset = lagCount == 0 ? -1 : lastEventOffset + in.readSigned();
    return new TallySnapshot(
        lastEventOffset,
        lastArrivalOffset,
        events,
        failed,
        warned,
        latestEventTimeMs,
        firstArrivalMs,
        versions,
        causes,
        rules,
        lagCount == 0 ? LagTotals.NONE : LagTotalsCodec.read(lagCount, in),
        senders);
  }

  private static Map<ServiceVersion, Long> readVersions(ByteReader in) {
    int count = in.readCount();
    if (count == 1) {
      return Map.of(new ServiceVersion(in.readRequiredText(), in.readText()), in.readSigned());
    }
    Map<ServiceVersion, Long> versions = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      versions.put(new ServiceVersion(in.readRequiredText(), in.readText()), in.readSigned());
    }
    return versions;
  }

  private static List<CountedCause> readCauses(ByteReader in) {
    int count = in.readCount();
    if (count == 0) {
      return List.of();
    }
    List<CountedCause> causes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      causes.add(readCause(in));
    }
    return causes;
  }

  private static RuleTotals readRules(ByteReader in) {
    int count = in.readCount();
    String[] names = new String[count];
    long[] numbers = new long[count * 2];
    for (int i = 0; i < count; i++) {
      names[i] = in.readRequiredText();
      numbers[2 * i] = in.readUnsigned();
      numbers[2 * i + 1] = in.readUnsigned();
    }
    return RuleTotals.of(List.of(names), numbers);
  }

  /** The offset is written as a difference, which is a small number. */
  private static void writeLags(TallySnapshot snapshot, ByteWriter out) {
    LagTotals lags = snapshot.lags();
    out.writeUnsigned(lags.size());
    if (!lags.isEmpty()) {
      out.writeSigned(snapshot.lastArrivalOffset() - snapshot.lastEventOffset());
      LagTotalsCodec.write(lags, out);
    }
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
