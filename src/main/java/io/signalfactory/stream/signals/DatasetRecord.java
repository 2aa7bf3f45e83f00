package io.signalfactory.stream.signals;

import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.stream.report.SignalInput;
import io.signalfactory.tally.ServiceVersion;
import io.signalfactory.tally.VersionHistory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What SIGNALS stores of a dataset besides its minutes. All times are in milliseconds since the
 * epoch.
 *
 * @param observedSinceMs when it became known: the arrival of its contract or of its first event,
 *     whichever was earlier
 * @param latestEventTimeMs its latest valid event time; {@link Long#MIN_VALUE} if there is none
 * @param firstArrivalMs arrival of its first event; {@link Long#MAX_VALUE} if there is none
 * @param closedThroughMs every calendar hour that ends at or before this is closed for good; {@link
 *     Long#MIN_VALUE} if there is none
 * @param newestMinute the newest minute with events or arrivals; {@link Long#MIN_VALUE} if there is
 *     none
 * @param topics the raw topics that its events came from
 * @param producers which versions sent its events, and since when
 */
public record DatasetRecord(
    long observedSinceMs,
    long latestEventTimeMs,
    long firstArrivalMs,
    long newestMinute,
    long closedThroughMs,
    Set<String> topics,
    VersionHistory producers) {

  private static final int VERSION = 3;

  public DatasetRecord {
    topics = Set.copyOf(topics);
  }

  static DatasetRecord knownSince(long nowMs) {
    return new DatasetRecord(
        nowMs,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE,
        Set.of(),
        VersionHistory.EMPTY);
  }

  boolean hasEvents() {
    return firstArrivalMs != Long.MAX_VALUE;
  }

  DatasetRecord seen(SignalInput.Partial partial) {
    Set<String> all = topics;
    // A tally without events comes from UNIQUE and not from a raw partition.
    if (partial.tally().events() > 0 && !topics.contains(partial.source().topic())) {
      all = new TreeSet<>(topics);
      all.add(partial.source().topic());
    }
    return new DatasetRecord(
        Math.min(observedSinceMs, partial.tally().firstArrivalMs()),
        Math.max(latestEventTimeMs, partial.tally().latestEventTimeMs()),
        Math.min(firstArrivalMs, partial.tally().firstArrivalMs()),
        Math.max(newestMinute, partial.minute()),
        closedThroughMs,
        all,
        producers.seen(partial.tally().versions()));
  }

  /** The record once the hours up to {@code endMs} are closed. */
  DatasetRecord closedThrough(long endMs) {
    return new DatasetRecord(
        observedSinceMs, latestEventTimeMs, firstArrivalMs, newestMinute, endMs, topics, producers);
  }

  public ObservedSpan observed() {
    return new ObservedSpan(
        Instant.ofEpochMilli(observedSinceMs),
        closedThroughMs == Long.MIN_VALUE ? null : Instant.ofEpochMilli(closedThroughMs));
  }

  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(observedSinceMs);
      out.writeLong(latestEventTimeMs);
      out.writeLong(firstArrivalMs);
      out.writeLong(newestMinute);
      out.writeLong(closedThroughMs);
      out.writeInt(topics.size());
      for (String topic : new TreeSet<>(topics)) {
        out.writeUTF(topic);
      }
      write(producers, out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  public static DatasetRecord fromBytes(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new SerializationException(
            "the store of datasets has format version "
                + version
                + ", and this release reads "
                + VERSION
                + ": run the release that wrote it");
      }
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
      throw new SerializationException("an entry of the store of datasets is damaged", e);
    }
  }

  private static void write(VersionHistory producers, DataOutputStream out) throws IOException {
    out.writeLong(producers.incompleteAtMs());
    out.writeByte(producers.versions().size());
    for (VersionHistory.SeenVersion sighting : producers.versions()) {
      out.writeUTF(sighting.serviceVersion().service());
      String version = sighting.serviceVersion().version();
      out.writeBoolean(version != null);
      if (version != null) {
        out.writeUTF(version);
      }
      out.writeLong(sighting.firstSeenMs());
      out.writeLong(sighting.lastSeenMs());
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
