package io.signalfactory.stream.signals;

import io.signalfactory.codec.CodecException;
import io.signalfactory.tally.ServiceVersion;
import io.signalfactory.tally.VersionHistory;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@link DatasetRecord} as it was written before {@link DatasetCodec} had version 4: numbers
 * of fixed length, texts as {@link java.io.DataOutput#writeUTF} writes them. {@code
 * docs/formats.md} says when no entry of it can be left.
 */
final class DatasetV3 {

  static final int VERSION = 3;

  private DatasetV3() {}

  /**
   * @throws CodecException if the bytes are damaged
   */
  static DatasetRecord decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.skipNBytes(1);
      long observedSince = in.readLong();
      long latestEventTime = in.readLong();
      long firstArrival = in.readLong();
      long newestMinute = in.readLong();
      long closedThrough = in.readLong();
      Set<String> topics = new TreeSet<>();
      for (int left = in.readInt(); left > 0; left--) {
        topics.add(in.readUTF());
      }
      return new DatasetRecord(
          observedSince,
          latestEventTime,
          firstArrival,
          newestMinute,
          closedThrough,
          topics,
          readProducers(in));
    } catch (IOException e) {
      throw new CodecException("stored dataset of format version 3 is damaged", e);
    }
  }

  private static VersionHistory readProducers(DataInputStream in) throws IOException {
    long incompleteAt = in.readLong();
    List<VersionHistory.SeenVersion> sightings = new ArrayList<>();
    for (int left = in.readUnsignedByte(); left > 0; left--) {
      ServiceVersion producer =
          new ServiceVersion(in.readUTF(), in.readBoolean() ? in.readUTF() : null);
      sightings.add(new VersionHistory.SeenVersion(producer, in.readLong(), in.readLong()));
    }
    return new VersionHistory(sightings, incompleteAt);
  }
}
