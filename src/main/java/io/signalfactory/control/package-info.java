/**
 * Steering: changes of contracts, and deployments. What becomes of a request is decided by pure
 * functions of what is in force; what was decided is published at the edge. The command line and
 * the HTTP API use the same.
 *
 * <p>The doors: {@link io.signalfactory.control.ContractCheck} checks documents; {@link
 * io.signalfactory.control.ContractRequest} with its {@link io.signalfactory.control.Precondition}
 * on the {@link io.signalfactory.control.ContractTag} in force leads to a {@link
 * io.signalfactory.control.Decision} with a {@link io.signalfactory.control.Proposal} per contract;
 * {@link io.signalfactory.control.ContractLedger} publishes it in the name of an {@link
 * io.signalfactory.control.Author}, or throws {@link io.signalfactory.control.BusyException} or
 * {@link io.signalfactory.control.MissingTopicException}. It needs the {@link
 * io.signalfactory.control.LastRevisions}. {@link io.signalfactory.control.ContractsTopic} reads
 * the {@link io.signalfactory.control.ContractsInForce}, each a {@link
 * io.signalfactory.control.PublishedContract}. {@link io.signalfactory.control.LastHour} says how
 * the last hour looks under other limits, in an {@link io.signalfactory.control.Outlook}. {@link
 * io.signalfactory.control.DeploymentPublisher} publishes deployments.
 */
@NullMarked
package io.signalfactory.control;

import org.jspecify.annotations.NullMarked;
