package io.signalfactory.schema;

import java.util.UUID;

/** How a record names the schema that it is written with. */
public sealed interface SchemaId {

  /**
   * The id that Confluent's serializers write in front of a value.
   *
   * @param id any four bytes; registries give positive ones
   */
  record Confluent(int id) implements SchemaId {}

  /** The id that Confluent's newer serializers write into a header. */
  record ConfluentGuid(UUID guid) implements SchemaId {}

  /** The version of a schema in AWS Glue. */
  record Glue(UUID version) implements SchemaId {}

  /**
   * The id that Apicurio's serializers write into a header or in front of a value.
   *
   * @param kind which of the registry's two numbers it is
   * @param id any eight bytes; registries give positive ones
   */
  record Apicurio(ApicurioKind kind, long id) implements SchemaId {}

  /** The CRC-64-AVRO fingerprint of Avro's single-object encoding. */
  record AvroFingerprint(long fingerprint) implements SchemaId {}

  /**
   * A schema without an id, which records do not name: their contract does.
   *
   * @param version from 1
   */
  record Named(String subject, int version) implements SchemaId {}

  /** The two numbers that Apicurio gives a schema. */
  enum ApicurioKind {
    /** The number of a version of an artifact. */
    GLOBAL,
    /** The number of its content, which several versions can share. */
    CONTENT
  }
}
