/**
 * What a dataset promises: the contract and its parts, and the comparison of one version with the
 * next. How contracts are read from documents is in {@link io.signalfactory.contract.document}.
 *
 * <p>The doors: {@link io.signalfactory.contract.Contract}, {@link
 * io.signalfactory.contract.Compatibility} and {@link io.signalfactory.contract.ContractWords} to
 * compare versions, and {@link io.signalfactory.contract.ExpressionChecker}, which the rule package
 * implements. A contract consists of {@link io.signalfactory.contract.DatasetSelector} with its
 * {@link io.signalfactory.contract.Match}, {@link io.signalfactory.contract.SchemaReference},
 * {@link io.signalfactory.contract.FieldSet} with each {@link io.signalfactory.contract.Field}, its
 * {@link io.signalfactory.contract.FieldPath} and {@link io.signalfactory.contract.FieldType},
 * {@link io.signalfactory.contract.QualityRule} and {@link io.signalfactory.contract.Slos}. {@link
 * io.signalfactory.contract.Opaque} stands for a value that nothing looks into.
 */
@NullMarked
package io.signalfactory.contract;

import org.jspecify.annotations.NullMarked;
