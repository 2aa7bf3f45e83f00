package io.signalfactory.stream.enforce;

/**
 * What a raw record is answered with: its Evidence or, where our own code failed, a dead letter.
 */
public sealed interface Answer permits EvidenceRecord, DeadLetter {}
