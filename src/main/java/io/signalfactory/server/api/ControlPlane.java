package io.signalfactory.server.api;

import io.signalfactory.control.ContractLedger;
import io.signalfactory.control.DeploymentPublisher;
import java.time.Duration;

/**
 * How an instance changes something when it is asked to.
 *
 * @param contracts changes contracts
 * @param deployments publishes deployments
 * @param effectWithin how long an answer waits until this instance has a change in effect
 */
public record ControlPlane(
    ContractLedger contracts, DeploymentPublisher deployments, Duration effectWithin) {}
