package io.signalfactory.stream.report;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import io.signalfactory.tally.SourcePartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tally store that are no tallies, as bytes: which tallies SIGNALS does not know
 * yet, and the newest minute and the origin of each raw partition. One byte of format version, how
 * many there are, then the members of each in order, numbers as varints. Reads what the release
 * before wrote as well. Stateless and thread-safe.
 */
final class TallyIndex {

  private static final int VERSION = 1;
  private static final String UNREPORTED = "list of unreported tallies";
  private static final String NEWEST_MINUTES = "list of newest minutes";
  private static final String ORIGINS = "list of origins";

  private TallyIndex() {}

  /**
   * Whether an entry is as this release writes it.
   *
   * @param bytes the entry; null if the store does not have it, which is as good
   */
  static boolean isCurrent(byte @Nullable [] bytes) {
    return bytes == null || !TallyIndexV0.wrote(bytes);
  }

  /** The entry of tallies that SIGNALS does not know yet. */
  static byte[] writeUnreported(Collection<TallyId> unreported) {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(unreported.size());
    for (TallyId id : unreported) {
      out.writeSigned(id.minute());
      out.writeText(id.source().topic());
      out.writeUnsigned(id.source().partition());
      out.writeText(id.datasetUrn());
    }
    return out.toByteArray();
  }

  /**
   * The tallies behind an entry, in the order in which they were written.
   *
   * @param bytes the entry; null if the store does not have it
   * @throws io.signalfactory.codec.CodecException if it is damaged, or of a version that this
   *     release does not read
   */
  static List<TallyId> readUnreported(byte @Nullable [] bytes) {
    if (bytes == null) {
      return List.of();
    }
    if (TallyIndexV0.wrote(bytes)) {
      return TallyIndexV0.read(bytes, UNREPORTED);
    }
    ByteReader in = new ByteReader(bytes, UNREPORTED);
    in.expectVersion(VERSION);
    List<TallyId> unreported = new ArrayList<>();
    for (int left = in.readCount(); left > 0; left--) {
      long minute = in.readSigned();
      SourcePartition source = new SourcePartition(in.readRequiredText(), in.readInt());
      unreported.add(new TallyId(minute, source, in.readRequiredText()));
    }
    in.expectEnd();
    return unreported;
  }

  /** The entry of the newest minutes. */
  static byte[] writeNewestMinutes(Map<SourcePartition, Long> newestMinutes) {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(newestMinutes.size());
    newestMinutes.forEach(
        (source, minute) -> {
          out.writeText(source.topic());
          out.writeUnsigned(source.partition());
          out.writeSigned(minute);
        });
    return out.toByteArray();
  }

  /**
   * The newest minute of each raw partition behind an entry.
   *
   * @param bytes the entry; null if the store does not have it
   * @throws io.signalfactory.codec.CodecException if it is damaged, or of a version that this
   *     release does not read
   */
  static Map<SourcePartition, Long> readNewestMinutes(byte @Nullable [] bytes) {
    Map<SourcePartition, Long> newestMinutes = new LinkedHashMap<>();
    if (bytes == null) {
      return newestMinutes;
    }
    if (TallyIndexV0.wrote(bytes)) {
      for (TallyId id : TallyIndexV0.read(bytes, NEWEST_MINUTES)) {
        newestMinutes.put(id.source(), id.minute());
      }
      return newestMinutes;
    }
    ByteReader in = new ByteReader(bytes, NEWEST_MINUTES);
    in.expectVersion(VERSION);
    for (int left = in.readCount(); left > 0; left--) {
      SourcePartition source = new SourcePartition(in.readRequiredText(), in.readInt());
      newestMinutes.put(source, in.readSigned());
    }
    in.expectEnd();
    return newestMinutes;
  }

  /** The entry of the origins of raw partitions. */
  static byte[] writeOrigins(Map<SourcePartition, Origin> origins) {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeUnsigned(origins.size());
    origins.forEach(
        (source, origin) -> {
          out.writeText(source.topic());
          out.writeUnsigned(source.partition());
          out.writeText(origin.topicId());
          out.writeUnsigned(origin.base());
          out.writeSigned(origin.createdAgainAtMs());
          out.writeUnsigned(origin.reach());
        });
    return out.toByteArray();
  }

  /**
   * The origin of each raw partition behind an entry.
   *
   * @param bytes the entry; null if the store does not have it
   * @throws io.signalfactory.codec.CodecException if it is damaged, or of a version that this
   *     release does not read
   */
  static Map<SourcePartition, Origin> readOrigins(byte @Nullable [] bytes) {
    Map<SourcePartition, Origin> origins = new LinkedHashMap<>();
    if (bytes == null) {
      return origins;
    }
    ByteReader in = new ByteReader(bytes, ORIGINS);
    in.expectVersion(VERSION);
    for (int left = in.readCount(); left > 0; left--) {
      SourcePartition source = new SourcePartition(in.readRequiredText(), in.readInt());
      origins.put(
          source,
          new Origin(in.readRequiredText(), in.readUnsigned(), in.readSigned(), in.readUnsigned()));
    }
    in.expectEnd();
    return origins;
  }
}
