package io.signalfactory.contract;

/** Tells the records of one dataset from the others on the same topic, by exact text. */
public sealed interface Match {

  /** The text that the header or field must equal, case included. */
  String equalTo();

  /**
   * By a record header; the last header of that name counts.
   *
   * @param header the header's name
   * @param equalTo the text that its UTF-8 value must equal
   */
  record ByHeader(String header, String equalTo) implements Match {}

  /**
   * By a field of the event.
   *
   * @param field the field's path
   * @param equalTo the text that its value must equal; booleans and numbers without an exponent
   *     match by their JSON text
   */
  record ByField(FieldPath field, String equalTo) implements Match {}
}
