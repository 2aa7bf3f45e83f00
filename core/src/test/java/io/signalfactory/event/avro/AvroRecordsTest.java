package io.signalfactory.event.avro;

import io.signalfactory.event.PayloadFormat;
import io.signalfactory.event.framed.FramedFormat;
import io.signalfactory.event.framed.Framing;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.testkit.EventTree;
import io.signalfactory.testkit.KnownSchemas;
import io.signalfactory.testkit.PayloadFormatKit;
import java.util.Map;
import java.util.Set;

/** Objects as records: each event has a schema of its own. */
class AvroRecordsTest extends PayloadFormatKit {

  private final KnownSchemas schemas = new KnownSchemas();

  @Override
  protected PayloadFormat format() {
    return new FramedFormat(
        Framing.RECOGNISED, schemas, Map.of(SchemaFormat.AVRO, AvroLanguage::new));
  }

  @Override
  protected byte[] write(EventTree event) {
    AvroRecords written = new AvroRecords();
    String schema = written.schemaOf(event);
    return schemas.framed(SchemaFormat.AVRO, schema, written.bytesOf(event));
  }

  @Override
  protected Set<Feature> cannotExpress() {
    return Set.of(Feature.REPEATED_NAMES);
  }
}
