package io.signalfactory.event.framed;

/**
 * How a value says which of the messages of its schema it is. Only the Protobuf language has
 * several in one schema; others do not look at this.
 */
public enum MessageNaming {
  /** It does not: it is the first one, or the one that the contract names. */
  NONE,
  /** By Confluent's list of indexes in front of the message. */
  CONFLUENT,
  /** By AWS Glue's index in front of the message. */
  GLUE,
  /** By Apicurio's small message with the name, in front of the message. */
  APICURIO
}
