/**
 * How contract documents are read and written: YAML and JSON of the dialect {@code odcs/v1}, with
 * the place of every mistake. A second dialect stands beside this one and yields the same {@link
 * io.signalfactory.contract.Contract}.
 *
 * <p>The doors of this package are {@link io.signalfactory.contract.document.ContractReader} for
 * one document, {@link io.signalfactory.contract.document.ContractFiles} for files and folders, and
 * {@link io.signalfactory.contract.document.ContractWriter} for writing.
 */
@NullMarked
package io.signalfactory.contract.document;

import org.jspecify.annotations.NullMarked;
