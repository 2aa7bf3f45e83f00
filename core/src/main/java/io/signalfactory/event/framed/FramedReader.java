package io.signalfactory.event.framed;

import io.signalfactory.event.Decoding;
import io.signalfactory.event.Decoding.Cause;
import io.signalfactory.event.PayloadReader;
import io.signalfactory.event.RawRecord;
import io.signalfactory.event.framed.Compilations.Compiled;
import io.signalfactory.event.framed.Frame.Kind;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SchemaLookup;
import io.signalfactory.schema.SchemaSource;
import io.signalfactory.schema.SubjectVersion;
import io.signalfactory.schema.WriterSchema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads values of {@link FramedFormat}. */
final class FramedReader implements PayloadReader {

  private static final Decoding TOMBSTONE = new Decoding.Tombstone();

  /** A value of up to so many bytes stays in its reader until the next one. */
  private static final int MAX_KEPT_BYTES = 1_024;

  private final @Nullable SubjectVersion bare;
  private final Frame frame;
  private final Compilations compilations;
  private final SchemaSource source;
  private final PayloadReader json;
  private @Nullable Inflation inflation;

  /** The schema of the last record that named one, as the next record mostly names it too. */
  private @Nullable Compiled last;

  private Kind lastKind = Kind.NONE;
  private long lastHigh;
  private long lastLow;

  private @Nullable WriterSchema writerSchema;
  private @Nullable String mismatch;
  private @Nullable BodyReader holding;

  FramedReader(
      Framing framing, Compilations compilations, SchemaSource source, PayloadReader json) {
    this.bare = framing.bare();
    this.frame = new Frame(framing.eightByteIds());
    this.compilations = compilations;
    this.source = source;
    this.json = json;
  }

  @Override
  public Decoding read(RawRecord record) {
    writerSchema = null;
    mismatch = null;
    byte[] value = record.value();
    if (value == null) {
      return TOMBSTONE;
    }
    frame.recognise(record, value, bare != null);
    if (frame.kind() == Kind.BROKEN) {
      return undecodable("the record does not name its schema as any registry's serializer does");
    }
    if (frame.kind() == Kind.NONE) {
      return bare == null ? json.read(record) : readBare(record, value, bare);
    }
    if (last != null && frame.names(lastKind, lastHigh, lastLow)) {
      return read(record, value, last);
    }
    SchemaId id = frame.id();
    Compiled compiled = compilations.find(id);
    if (compiled == null) {
      SchemaLookup answer = source.byId(id);
      if (!(answer instanceof SchemaLookup.Found found)) {
        return unread(answer);
      }
      compiled = compilations.add(id, found.schema());
    }
    last = compiled;
    lastKind = frame.kind();
    lastHigh = frame.high();
    lastLow = frame.low();
    return read(record, value, compiled);
  }

  private Decoding readBare(RawRecord record, byte[] value, SubjectVersion named) {
    SchemaLookup answer = source.version(named.subject(), named.version());
    if (!(answer instanceof SchemaLookup.Found found)) {
      return unread(answer);
    }
    Compiled compiled = compilations.find(found.schema().id());
    return read(
        record,
        value,
        compiled == null ? compilations.add(found.schema().id(), found.schema()) : compiled);
  }

  private Decoding read(RawRecord record, byte[] value, Compiled compiled) {
    writerSchema = compiled.schema();
    if (compiled.problem() != null) {
      return new Decoding.Malformed(
          Cause.SCHEMA_UNKNOWN, "the record's schema cannot be used: " + compiled.problem());
    }
    byte[] in = value;
    int from = frame.from();
    int to = value.length;
    if (frame.compressed()) {
      to = inflation().inflate(value, from);
      if (to < 0) {
        return undecodable(
            "the value is not compressed with zlib, or has more than "
                + Inflation.MAX_BYTES
                + " bytes");
      }
      in = inflation().buffer();
      from = 0;
    }
    BodyReader body = compiled.body();
    if (body == null) {
      Decoding decoding =
          json.read(
              in == value && from == 0 && to == value.length
                  ? record
                  : new Part(record, in, from, to));
      if (compiled.check() != null && decoding instanceof Decoding.Decoded) {
        mismatch = compiled.check().mismatch(in, from, to);
      }
      return blamed(decoding);
    }
    if (frame.namingInHeader().length > 0) {
      byte[] named = frame.namingInHeader();
      byte[] both = Arrays.copyOf(named, named.length + to - from);
      System.arraycopy(in, from, both, named.length, to - from);
      in = both;
      from = 0;
      to = both.length;
    }
    holding = in.length > MAX_KEPT_BYTES ? body : null;
    return blamed(body.read(in, from, to, frame.naming()));
  }

  /** That a value cannot be read is a matter of its schema here. */
  private static Decoding blamed(Decoding decoding) {
    return decoding instanceof Decoding.Malformed malformed
        ? undecodable(malformed.reason())
        : decoding;
  }

  private static Decoding undecodable(String reason) {
    return new Decoding.Malformed(Cause.UNDECODABLE, reason);
  }

  private static Decoding unread(SchemaLookup answer) {
    if (answer instanceof SchemaLookup.Unavailable away) {
      return new Decoding.Malformed(
          Cause.REGISTRY_UNAVAILABLE,
          "the record's schema is not known, as the registry did not answer: " + away.reason());
    }
    return new Decoding.Malformed(
        Cause.SCHEMA_UNKNOWN,
        answer instanceof SchemaLookup.Refused refused
            ? "the record's schema cannot be used: " + refused.reason()
            : "the registry does not know the schema that the record names");
  }

  private Inflation inflation() {
    if (inflation == null) {
      inflation = new Inflation();
    }
    return inflation;
  }

  @Override
  public @Nullable WriterSchema writerSchema() {
    return writerSchema;
  }

  @Override
  public @Nullable String mismatch() {
    return mismatch;
  }

  @Override
  public void release() {
    json.release();
    if (holding != null) {
      holding.release();
      holding = null;
    }
    if (inflation != null) {
      inflation.release();
    }
  }

  /** A record whose value is a part of the value of another one. */
  private record Part(RawRecord whole, byte[] in, int from, int to) implements RawRecord {

    @Override
    public String topic() {
      return whole.topic();
    }

    @Override
    public int partition() {
      return whole.partition();
    }

    @Override
    public long offset() {
      return whole.offset();
    }

    @Override
    public long timestampMs() {
      return whole.timestampMs();
    }

    @Override
    public byte @Nullable [] key() {
      return whole.key();
    }

    @Override
    public byte[] value() {
      return Arrays.copyOfRange(in, from, to);
    }

    @Override
    public byte @Nullable [] header(String name) {
      return whole.header(name);
    }
  }
}
