package io.signalfactory.stream.report;

import io.signalfactory.tally.SourcePartition;
import io.signalfactory.tally.TallyCodec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** {@link SignalInput} on the repartition topic: one byte of kind and format, then its members. */
public final class SignalInputSerde implements Serde<SignalInput> {

  private static final int PARTIAL_V1 = 1;
  private static final int PROGRESS_V2 = 3;

  /**
   * Progress in a topic that was created again. Written only for such a topic, so that an instance
   * of the release before, which does not know it, meets none unless that happens meanwhile.
   */
  private static final int PROGRESS_V3 = 4;

  @Override
  public Serializer<SignalInput> serializer() {
    return (topic, input) -> write(input);
  }

  @Override
  public Deserializer<SignalInput> deserializer() {
    return (topic, bytes) -> read(bytes);
  }

  public static byte[] write(SignalInput input) {
    if (input instanceof SignalInput.Partial partial) {
      byte[] tally = TallyCodec.encode(partial.tally());
      return begin(PARTIAL_V1, partial.source(), Long.BYTES + tally.length)
          .putLong(partial.minute())
          .put(tally)
          .array();
    }
    SignalInput.Progress progress = (SignalInput.Progress) input;
    boolean createdAgain = progress.createdAgainAtMs() != Long.MIN_VALUE;
    int members = (createdAgain ? 4 : 3) * Long.BYTES + 1;
    ByteBuffer out =
        begin(createdAgain ? PROGRESS_V3 : PROGRESS_V2, progress.source(), members)
            .putLong(progress.lag())
            .put((byte) (progress.caughtUp() ? 1 : 0))
            .putLong(progress.readPastMs())
            .putLong(progress.reportedAtMs());
    return (createdAgain ? out.putLong(progress.createdAgainAtMs()) : out).array();
  }

  private static ByteBuffer begin(int kind, SourcePartition source, int rest) {
    byte[] topic = source.topic().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + Short.BYTES + topic.length + Integer.BYTES + rest)
        .put((byte) kind)
        .putShort((short) topic.length)
        .put(topic)
        .putInt(source.partition());
  }

  public static SignalInput read(byte[] bytes) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      int kind = Byte.toUnsignedInt(in.get());
      SourcePartition source = new SourcePartition(readTopic(in), in.getInt());
      return switch (kind) {
        case PARTIAL_V1 -> {
          long minute = in.getLong();
          yield new SignalInput.Partial(source, minute, TallyCodec.decode(bytes, in.position()));
        }
        case PROGRESS_V2 ->
            new SignalInput.Progress(
                source, in.getLong(), in.get() != 0, in.getLong(), in.getLong());
        case PROGRESS_V3 ->
            new SignalInput.Progress(
                source, in.getLong(), in.get() != 0, in.getLong(), in.getLong(), in.getLong());
        default ->
            throw new SerializationException(
                "the repartition topic has a record of kind "
                    + kind
                    + ", which this release cannot read: run the release that wrote it");
      };
    } catch (BufferUnderflowException e) {
      throw new SerializationException("a record of the repartition topic is damaged", e);
    }
  }

  private static String readTopic(ByteBuffer in) {
    byte[] topic = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(topic);
    return new String(topic, StandardCharsets.UTF_8);
  }
}
