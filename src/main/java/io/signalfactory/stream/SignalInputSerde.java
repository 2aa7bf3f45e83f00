package io.signalfactory.stream;

import io.signalfactory.signal.SourcePartition;
import io.signalfactory.signal.TallyCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** {@link SignalInput} on the repartition topic: one byte of kind and format, then its members. */
final class SignalInputSerde implements Serde<SignalInput> {

  private static final int PARTIAL_V1 = 1;
  private static final int PROGRESS_V2 = 3;

  @Override
  public Serializer<SignalInput> serializer() {
    return (topic, input) -> write(input);
  }

  @Override
  public Deserializer<SignalInput> deserializer() {
    return (topic, bytes) -> read(bytes);
  }

  static byte[] write(SignalInput input) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (input instanceof SignalInput.Partial partial) {
        out.writeByte(PARTIAL_V1);
        writeSource(out, partial.source());
        out.writeLong(partial.minute());
        out.write(TallyCodec.encode(partial.tally()));
      } else if (input instanceof SignalInput.Progress progress) {
        out.writeByte(PROGRESS_V2);
        writeSource(out, progress.source());
        out.writeLong(progress.lag());
        out.writeBoolean(progress.caughtUp());
        out.writeLong(progress.readPastMs());
        out.writeLong(progress.reportedAtMs());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static SignalInput read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int kind = in.readUnsignedByte();
      SourcePartition source = new SourcePartition(in.readUTF(), in.readInt());
      return switch (kind) {
        case PARTIAL_V1 ->
            new SignalInput.Partial(source, in.readLong(), TallyCodec.decode(in.readAllBytes()));
        case PROGRESS_V2 ->
            new SignalInput.Progress(
                source, in.readLong(), in.readBoolean(), in.readLong(), in.readLong());
        default ->
            throw new SerializationException(
                "the repartition topic holds a record of kind "
                    + kind
                    + ", which this release does not know: run the release that wrote it");
      };
    } catch (IOException e) {
      throw new SerializationException("a record of the repartition topic is damaged", e);
    }
  }

  private static void writeSource(DataOutputStream out, SourcePartition source) throws IOException {
    out.writeUTF(source.topic());
    out.writeInt(source.partition());
  }
}
