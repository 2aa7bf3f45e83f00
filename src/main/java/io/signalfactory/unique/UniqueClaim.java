package io.signalfactory.unique;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import io.signalfactory.codec.CodecException;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.ObservedCause;
import io.signalfactory.tally.Sample;
import io.signalfactory.tally.Tally;
import org.jspecify.annotations.Nullable;

/**
 * A record's claim to be the only one of its dataset with a key: all that has to be known of it
 * where keys of all raw partitions are compared. The key itself is told beside it, as a hash.
 *
 * @param ruleId stands for the rule among all
 * @param withinMs how far back a repeat counts, in milliseconds
 * @param rule the rule's name
 * @param datasetUrn the dataset
 * @param minute the minute that the record counts in, in minutes since the epoch
 * @param arrivalMs when it arrived, in epoch milliseconds; within a raw partition it never goes
 *     back by more than a minute
 * @param service its producer; null if unknown
 * @param version the producer's version; null if unknown
 * @param sample where the record can be looked up
 */
public record UniqueClaim(
    long ruleId,
    long withinMs,
    String rule,
    String datasetUrn,
    long minute,
    long arrivalMs,
    @Nullable String service,
    @Nullable String version,
    Sample sample) {

  private static final int VERSION = 1;

  /** The claim as bytes; some 200. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(ruleId);
    out.writeUnsigned(withinMs);
    out.writeText(rule);
    out.writeText(datasetUrn);
    out.writeSigned(minute);
    out.writeSigned(arrivalMs);
    out.writeText(service);
    out.writeText(version);
    out.writeText(sample.topic());
    out.writeUnsigned(sample.partition());
    out.writeUnsigned(sample.offset());
    out.writeText(sample.evidenceId());
    out.writeText(sample.traceId());
    return out.toByteArray();
  }

  /**
   * The claim behind the bytes.
   *
   * @throws CodecException if another format version wrote them or they are damaged
   */
  public static UniqueClaim fromBytes(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, "claim of a key");
    in.expectVersion(VERSION);
    UniqueClaim claim =
        new UniqueClaim(
            in.readUnsigned(),
            in.readUnsigned(),
            in.readRequiredText(),
            in.readRequiredText(),
            in.readSigned(),
            in.readSigned(),
            in.readText(),
            in.readText(),
            new Sample(
                in.readRequiredText(),
                in.readInt(),
                in.readUnsigned(),
                in.readRequiredText(),
                in.readText()));
    in.expectEnd();
    return claim;
  }

  /** Where the record stands, for the history of its key; {@code readAt} as there. */
  public KeySighting sighting(long readAt) {
    return new KeySighting(sample.partition(), sample.offset(), arrivalMs, readAt);
  }

  /** Counts what became of the claim into a tally of its own kind. */
  public void count(Tally tally, long readAt, boolean repeat) {
    CauseKey key = new CauseKey(service, version, "G5", "DUPLICATE", null, rule);
    // Its Evidence is out and says what it says: this fails no event, only the rule.
    tally.addEvaluation(
        readAt, arrivalMs, rule, repeat ? new ObservedCause(key, false) : null, sample);
  }
}
