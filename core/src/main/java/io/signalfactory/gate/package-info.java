/**
 * The policy gates, which judge a record by its contract: G1 its dataset, G2 its producer, G3 its
 * schema, G4 its fields, G5 its quality. Each gate is a small class.
 *
 * <p>The doors of this package: {@link io.signalfactory.gate.ContractCatalog} has the contracts in
 * force and compiles them, topic by topic, to a {@link io.signalfactory.gate.TopicPlan}, in the
 * {@link io.signalfactory.gate.TopicFormat} that {@link io.signalfactory.gate.PayloadFormats}
 * chooses, with the {@link io.signalfactory.gate.SchemaEvolution} that G3 compares schemas by;
 * {@link io.signalfactory.gate.Enforcer} judges the records of a topic by its plan, and {@link
 * io.signalfactory.gate.OwnTime} only finds their times; {@link io.signalfactory.gate.LastSeen}
 * tells where a tombstone belongs. The result is a {@link io.signalfactory.gate.Verdict}: {@link
 * io.signalfactory.gate.GateResults} with a {@link io.signalfactory.gate.GateResult} for each
 * {@link io.signalfactory.gate.Gate}, its {@link io.signalfactory.gate.Outcome} and each {@link
 * io.signalfactory.gate.Violation} with its {@link io.signalfactory.gate.ViolationCode}; the {@link
 * io.signalfactory.gate.ProducerIdentity}, found by {@link io.signalfactory.gate.IdentityRules}
 * with {@link io.signalfactory.gate.DeployedVersions}; and {@link
 * io.signalfactory.gate.RuleResults}. {@link io.signalfactory.gate.UniqueRule}, {@link
 * io.signalfactory.gate.KeyClaim} and {@link io.signalfactory.gate.KeyHash} are for those who store
 * the keys of events.
 */
@NullMarked
package io.signalfactory.gate;

import org.jspecify.annotations.NullMarked;
