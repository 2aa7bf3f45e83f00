/**
 * The latest Evidence, read backwards from the end of its topic, so that a question about the last
 * minutes of a dataset costs no store.
 *
 * <p>The doors: {@link io.signalfactory.lookback.EvidenceLookback} answers a {@link
 * io.signalfactory.lookback.EvidenceRequest} with a {@link io.signalfactory.lookback.Found}, within
 * the bounds of {@link io.signalfactory.lookback.LookbackLimits}, or says in a {@link
 * io.signalfactory.lookback.LookbackBusyException} why not now. {@link
 * io.signalfactory.lookback.EvidenceLog} is the topic; {@link
 * io.signalfactory.lookback.KafkaEvidenceLog} that of a cluster.
 */
@NullMarked
package io.signalfactory.lookback;

import org.jspecify.annotations.NullMarked;
