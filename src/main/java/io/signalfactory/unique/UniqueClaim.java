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
 * The claim of a record to be the only one of its dataset with its key: what UNIQUE has to know to
 * settle it. The key itself is the key of the Kafka record, as a hash.
 *
 * @param ruleId identifies the rule among those of all contracts
 * @param withinMs how far back a repeat counts, in milliseconds
 * @param rule the rule's name
 * @param datasetUrn the dataset
 * @param minute the minute that the record is counted in, in minutes since the epoch
 * @param arrivalMs when it arrived, in epoch milliseconds; from one claim of a raw partition to a
 *     later one it goes back by at most a minute
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

  /**
   * The record as the history of its key needs it.
   *
   * @param readAt as {@link KeySighting#readAt}
   */
  public KeySighting sighting(long readAt) {
    return new KeySighting(sample.partition(), sample.offset(), arrivalMs, readAt);
  }

  /**
   * Counts the settled claim as one evaluation of its rule.
   *
   * @param tally a tally of UNIQUE, which counts evaluations and no events
   * @param readAt as {@link KeySighting#readAt}
   * @param repeat whether the record repeats its key
   */
  public void count(Tally tally, long readAt, boolean repeat) {
    CauseKey key = new CauseKey(service, version, "G5", "DUPLICATE", null, rule);
    // The Evidence of the record is published already, so its outcome stays: only the rule fails.
    tally.addEvaluation(
        readAt, arrivalMs, rule, repeat ? new ObservedCause(key, false) : null, sample);
  }
}
