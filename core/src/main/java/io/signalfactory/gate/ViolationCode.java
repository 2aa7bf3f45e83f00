package io.signalfactory.gate;

/**
 * What can be wrong with a record. The names are part of the Evidence format, which lists them gate
 * by gate; those of G3 are in it although that gate skips every record so far.
 */
public enum ViolationCode {
  // G1
  UNRESOLVED_DATASET,
  AMBIGUOUS_DATASET,

  // G2
  PRODUCER_UNKNOWN,
  PRODUCER_FROM_MAPPING,

  // G3
  SCHEMA_UNKNOWN,
  SCHEMA_MISMATCH,
  SCHEMA_SUBJECT_MISMATCH,
  REGISTRY_UNAVAILABLE,
  UNDECODABLE,

  // G4
  MALFORMED_PAYLOAD,
  MISSING_REQUIRED_FIELD,
  NULL_REQUIRED_FIELD,
  WRONG_TYPE,
  UNKNOWN_FIELD,

  // G5
  RULE_FAILED,
  RULE_ERROR,
  DUPLICATE,
  EVENT_TIME_MISSING,
  EVENT_TIME_INVALID,
  EVENT_TIME_IN_FUTURE,
  EVENT_TIME_TOO_OLD,
  RECORD_TIME_IMPLAUSIBLE
}
