package io.signalfactory.schema;

/** What came of looking up a schema. */
public sealed interface SchemaLookup {

  /** Here it is. */
  record Found(WriterSchema schema) implements SchemaLookup {}

  /** The registry answered that it has no such schema. It may have it later. */
  record Unknown() implements SchemaLookup {}

  /**
   * The registry has it, and it cannot be used: it is beyond the bounds, or in a format that is not
   * known.
   *
   * @param reason what is wrong with it, without its text
   */
  record Refused(String reason) implements SchemaLookup {}

  /**
   * The registry has not answered in time, or is not asked at present because it did not answer
   * before. The question may be answered later.
   *
   * @param reason for a log or a metric; the same words for the same cause
   */
  record Unavailable(String reason) implements SchemaLookup {}
}
