package io.signalfactory.stream.signals;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import io.signalfactory.tally.ServiceVersion;
import io.signalfactory.tally.VersionHistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@link DatasetRecord} as bytes: one byte of format version, then the members in order, numbers as
 * varints. Reads what the release before wrote as well. Stateless and thread-safe.
 */
final class DatasetCodec {

  private static final int VERSION = 4;

  private DatasetCodec() {}

  /** The record's bytes; equal records have equal bytes. */
  static byte[] encode(DatasetRecord record) {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeSigned(record.observedSinceMs());
    out.writeSigned(record.latestEventTimeMs());
    out.writeSigned(record.firstArrivalMs());
    out.writeSigned(record.newestMinute());
    out.writeSigned(record.closedThroughMs());
    out.writeUnsigned(record.topics().size());
    new TreeSet<>(record.topics()).forEach(out::writeText);
    VersionHistory producers = record.producers();
    out.writeSigned(producers.incompleteAtMs());
    out.writeUnsigned(producers.versions().size());
    for (VersionHistory.SeenVersion sighting : producers.versions()) {
      out.writeText(sighting.serviceVersion().service());
      out.writeText(sighting.serviceVersion().version());
      out.writeSigned(sighting.firstSeenMs());
      out.writeSigned(sighting.lastSeenMs());
    }
    return out.toByteArray();
  }

  /**
   * The record behind the bytes.
   *
   * @throws io.signalfactory.codec.CodecException if they are damaged, or of a version that this
   *     release does not read
   */
  static DatasetRecord decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, "dataset");
    if (in.readVersion(DatasetV3.VERSION, VERSION) == DatasetV3.VERSION) {
      return DatasetV3.decode(bytes);
    }
    DatasetRecord record =
        new DatasetRecord(
            in.readSigned(),
            in.readSigned(),
            in.readSigned(),
            in.readSigned(),
            in.readSigned(),
            readTopics(in),
            readProducers(in));
    in.expectEnd();
    return record;
  }

  private static Set<String> readTopics(ByteReader in) {
    Set<String> topics = new HashSet<>();
    for (int left = in.readCount(); left > 0; left--) {
      topics.add(in.readRequiredText());
    }
    return topics;
  }

  private static VersionHistory readProducers(ByteReader in) {
    long incompleteAtMs = in.readSigned();
    List<VersionHistory.SeenVersion> sightings = new ArrayList<>();
    for (int left = in.readCount(); left > 0; left--) {
      ServiceVersion producer = new ServiceVersion(in.readRequiredText(), in.readText());
      sightings.add(new VersionHistory.SeenVersion(producer, in.readSigned(), in.readSigned()));
    }
    return new VersionHistory(sightings, incompleteAtMs);
  }
}
