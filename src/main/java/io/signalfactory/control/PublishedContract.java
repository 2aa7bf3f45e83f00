package io.signalfactory.control;

import io.signalfactory.contract.Contract;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A contract in force, as its topic has it.
 *
 * @param contract the contract
 * @param document its document, byte for byte
 * @param revision its number among the changes of the dataset's contract; 0 if it was published
 *     without one, as earlier builds did
 * @param at when it was published
 * @param by who published it; null if that is not known
 * @param offset where it is on the topic
 */
public record PublishedContract(
    Contract contract,
    byte[] document,
    long revision,
    Instant at,
    @Nullable String by,
    long offset) {}
