package io.signalfactory.schema;

/** The languages that schemas are written in. */
public enum SchemaFormat {
  /** Avro, as JSON ({@code .avsc}). */
  AVRO,
  /** Protocol Buffers, as the text of a {@code .proto} file. */
  PROTOBUF,
  /** JSON Schema. */
  JSON
}
