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
 * @param position the record's place in its raw partition; its offset, unless the topic was deleted
 *     and created again
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
    Sample sample,
    long position) {

  private static final int VERSION = 1;

  /**
   * With the position. Written only where it is not the offset, so that an instance of the release
   * before, which does not know it, meets none unless a raw topic is created again meanwhile.
   */
  private static final int VERSION_WITH_POSITION = 2;

  /** The claim as bytes; some 200. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    boolean withPosition = position != sample.offset();
    out.writeByte(withPosition ? VERSION_WITH_POSITION : VERSION);
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
    if (withPosition) {
      out.writeUnsigned(position);
    }
    return out.toByteArray();
  }

  /**
   * The claim behind the bytes.
   *
   * @throws CodecException if another format version wrote them or they are damaged
   */
  public static UniqueClaim fromBytes(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, "claim of a key");
    int version = in.readVersion(VERSION, VERSION_WITH_POSITION);
    long ruleId = in.readUnsigned();
    long withinMs = in.readUnsigned();
    String rule = in.readRequiredText();
    String datasetUrn = in.readRequiredText();
    long minute = in.readSigned();
    long arrivalMs = in.readSigned();
    String service = in.readText();
    String serviceVersion = in.readText();
    Sample sample =
        new Sample(
            in.readRequiredText(),
            in.readInt(),
            in.readUnsigned(),
            in.readRequiredText(),
            in.readText());
    long position = version == VERSION ? sample.offset() : in.readUnsigned();
    in.expectEnd();
    return new UniqueClaim(
        ruleId,
        withinMs,
        rule,
        datasetUrn,
        minute,
        arrivalMs,
        service,
        serviceVersion,
        sample,
        position);
  }

  /**
   * The record as the history of its key needs it.
   *
   * @param readAt as {@link KeySighting#readAt}
   */
  public KeySighting sighting(long readAt) {
    return new KeySighting(sample.partition(), position, arrivalMs, readAt);
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
