/**
 * What a dataset promises: the contract model, its readers (YAML and JSON, dialect {@code
 * odcs/v1}), the checks that a document must pass before it takes effect, and the compatibility of
 * one version with the next.
 *
 * <p>The door of this package is {@link io.signalfactory.contract.document.ContractReader} for
 * documents and {@link io.signalfactory.contract.Contract} for what they mean.
 */
@NullMarked
package io.signalfactory.contract;

import org.jspecify.annotations.NullMarked;
