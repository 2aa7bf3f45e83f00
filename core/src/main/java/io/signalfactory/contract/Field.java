package io.signalfactory.contract;

import io.signalfactory.time.TimeFormat;
import org.jspecify.annotations.Nullable;

/**
 * One declared field of a contract.
 *
 * @param path where it is in the event
 * @param type its type
 * @param format how a timestamp is written; {@link TimeFormat#RFC3339} for every other type
 * @param required whether it must be present
 * @param nullable whether it may be null; false unless the contract allows it
 * @param pii whether it contains personal data
 * @param description what it means; null if the contract has no description
 */
public record Field(
    FieldPath path,
    FieldType type,
    TimeFormat format,
    boolean required,
    boolean nullable,
    boolean pii,
    @Nullable String description) {}
