package io.signalfactory.query;

import io.signalfactory.contract.Contract;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import org.jspecify.annotations.Nullable;

/**
 * Which states are asked for. A component that is null accepts every state.
 *
 * @param state accepts only this state
 * @param signal accepts only this signal
 * @param owner accepts only datasets whose contract in force names this owner
 * @param tier accepts only datasets whose contract in force has this tier, 1 to 3
 */
public record StateFilter(
    @Nullable State state,
    @Nullable Signal signal,
    @Nullable String owner,
    @Nullable Integer tier) {

  /** Whether the filter has to see contracts: reading all of them is not free. */
  boolean needsContracts() {
    return owner != null || tier != null;
  }

  /**
   * Whether the filter accepts a state.
   *
   * @param contract the contract in force for the state's dataset; null if there is none, and not
   *     looked at unless {@link #needsContracts}
   */
  boolean accepts(SignalState candidate, @Nullable Contract contract) {
    return (state == null || state == candidate.state())
        && (signal == null || signal == candidate.key().signal())
        && (!needsContracts() || (contract != null && acceptsContract(contract)));
  }

  private boolean acceptsContract(Contract contract) {
    return (owner == null || owner.equals(contract.owner()))
        && (tier == null || tier == contract.tier());
  }
}
