/**
 * The policy gates: G1 which dataset, G2 which producer, G3 schema, G4 data contract, G5 quality.
 * Each is a small class from an event and its contract to a {@link
 * io.signalfactory.gate.GateResult}; {@link io.signalfactory.gate.Enforcer} takes a record through
 * all of them.
 */
@NullMarked
package io.signalfactory.gate;

import org.jspecify.annotations.NullMarked;
