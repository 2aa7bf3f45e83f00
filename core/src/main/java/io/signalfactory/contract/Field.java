package io.signalfactory.contract;

import io.signalfactory.time.TimeFormat;
import org.jspecify.annotations.Nullable;

/**
 * One field that a contract knows.
 *
 * @param path where it is in the event
 * @param type its type
 * @param format how it is written; {@link TimeFormat#RFC3339} for every type but a timestamp
 * @param required whether it must be present
 * @param nullable whether it may be JSON null; a required field is not, unless the contract says so
 * @param pii whether it holds personal data
 * @param description what it means; null where the contract says nothing
 */
public record Field(
    FieldPath path,
    FieldType type,
    TimeFormat format,
    boolean required,
    boolean nullable,
    boolean pii,
    @Nullable String description) {}
