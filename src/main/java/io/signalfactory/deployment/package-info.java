/**
 * Deployments of the services that produce records: the version of records that name none, and what
 * a breach may have come with.
 *
 * <p>The doors: {@link io.signalfactory.deployment.DeploymentForm} checks what somebody reports and
 * gives a {@link io.signalfactory.deployment.Deployment}, {@link
 * io.signalfactory.deployment.DeploymentJson} reads and writes it, and {@link
 * io.signalfactory.deployment.Deployments} knows the latest of each service.
 */
@NullMarked
package io.signalfactory.deployment;

import org.jspecify.annotations.NullMarked;
