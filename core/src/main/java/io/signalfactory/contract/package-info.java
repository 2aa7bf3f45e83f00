/**
 * What a dataset promises: the contract and its parts, and the comparison of one version with the
 * next. How contracts are read from documents is in {@link io.signalfactory.contract.document}.
 *
 * <p>The doors: {@link io.signalfactory.contract.Contract} with the records that it consists of,
 * {@link io.signalfactory.contract.Compatibility} to compare versions, and {@link
 * io.signalfactory.contract.ExpressionChecker}, which the rule package implements.
 */
@NullMarked
package io.signalfactory.contract;

import org.jspecify.annotations.NullMarked;
