package io.signalfactory.stream.enforce;

/**
 * What becomes of a raw record: its Evidence or, where our own code failed on it, a dead letter.
 */
sealed interface RecordResult permits EvidenceRecord, DeadLetter {}
