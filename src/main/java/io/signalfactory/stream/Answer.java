package io.signalfactory.stream;

/**
 * What a raw record is answered with: its Evidence or, where our own code failed, a dead letter.
 */
sealed interface Answer permits EvidenceRecord, DeadLetter {}
