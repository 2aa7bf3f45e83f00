package io.signalfactory.event.protobuf;

import io.signalfactory.event.PayloadFormat;
import io.signalfactory.event.framed.FramedFormat;
import io.signalfactory.event.framed.Framing;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.testkit.EventTree;
import io.signalfactory.testkit.KnownSchemas;
import io.signalfactory.testkit.PayloadFormatKit;
import java.util.Map;
import java.util.Set;

/** Objects as messages: each event has a file of its own. */
class ProtobufMessagesTest extends PayloadFormatKit {

  private final KnownSchemas schemas = new KnownSchemas();

  @Override
  protected PayloadFormat format() {
    return new FramedFormat(
        Framing.RECOGNISED, schemas, Map.of(SchemaFormat.PROTOBUF, ProtobufLanguage::new));
  }

  @Override
  protected byte[] write(EventTree event) {
    byte[] message = ProtobufMessages.bytesOf(event);
    byte[] indexAndMessage = new byte[1 + message.length];
    System.arraycopy(message, 0, indexAndMessage, 1, message.length);
    return schemas.framed(SchemaFormat.PROTOBUF, ProtobufMessages.schemaOf(event), indexAndMessage);
  }

  @Override
  protected Set<Feature> cannotExpress() {
    return Set.of(
        Feature.NULLS,
        Feature.REPEATED_NAMES,
        Feature.ANY_NAMES,
        Feature.BIG_NUMBERS,
        Feature.ENDS);
  }
}
