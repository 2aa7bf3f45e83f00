package io.signalfactory.contract;

/** The condition by which the records of a dataset differ from others on the same topic. */
public sealed interface Match {

  /** The exact text of the header or field, in the same case. */
  String equalTo();

  /**
   * A condition on a record header; of several headers with this name the last one is used.
   *
   * @param header the header's name
   * @param equalTo the text that its value must equal, in UTF-8
   */
  record ByHeader(String header, String equalTo) implements Match {}

  /**
   * A condition on a field of the event.
   *
   * @param field the field's path
   * @param equalTo the text that its value must equal; a boolean, or a number without exponent, is
   *     compared by its JSON text
   */
  record ByField(FieldPath field, String equalTo) implements Match {}
}
