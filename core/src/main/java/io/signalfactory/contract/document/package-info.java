/**
 * How contract documents are read and written: YAML and JSON, with the place of every mistake. Each
 * way to write contracts down is a {@code Dialect}; {@code odcs/v1} is the first, and its classes
 * begin with {@code OdcsV1}. Everything else here is shared by all dialects.
 *
 * <p>The doors: {@link io.signalfactory.contract.document.ContractReader} reads text, {@link
 * io.signalfactory.contract.document.ContractFiles} reads files and folders; both give a {@link
 * io.signalfactory.contract.document.ContractDocument}, with each {@link
 * io.signalfactory.contract.document.ContractProblem} in it. {@link
 * io.signalfactory.contract.document.ContractWriter} writes documents.
 */
@NullMarked
package io.signalfactory.contract.document;

import org.jspecify.annotations.NullMarked;
