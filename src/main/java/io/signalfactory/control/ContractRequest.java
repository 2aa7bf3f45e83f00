package io.signalfactory.control;

import io.signalfactory.contract.Compatibility;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.ContractWords;
import io.signalfactory.contract.document.ContractWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody's wish to change contracts. What becomes of it depends on what is in force, only. */
public sealed interface ContractRequest {

  /** Decides about the request. */
  Decision decide(ContractsInForce inForce);

  /**
   * Puts contracts in force: all of them, or none.
   *
   * @param contracts valid contracts, at most one per dataset
   * @param precondition what has to hold for each of them
   * @param force whether contracts that break compatibility are accepted, too
   */
  record Apply(List<Contract> contracts, Precondition precondition, boolean force)
      implements ContractRequest {

    public Apply {
      contracts = List.copyOf(contracts);
    }

    @Override
    public Decision decide(ContractsInForce inForce) {
      List<Proposal> proposals =
          contracts.stream()
              .map(contract -> proposal(contract, inForce.find(contract.urn()).orElse(null)))
              .toList();
      for (Proposal proposal : proposals) {
        if (!precondition.holds(proposal.previous())) {
          return new Decision.Overtaken(proposal.urn(), proposal.previous());
        }
      }
      List<Proposal> breaking =
          proposals.stream().filter(proposal -> !proposal.breaking().isEmpty()).toList();
      return force || breaking.isEmpty()
          ? new Decision.Accepted(proposals)
          : new Decision.Breaking(breaking);
    }

    private static Proposal proposal(Contract contract, @Nullable PublishedContract previous) {
      return new Proposal(
          contract.urn(),
          contract,
          ContractWriter.json(contract),
          previous,
          previous == null ? List.of() : Compatibility.compare(previous.contract(), contract),
          ContractWords.of(previous == null ? null : previous.contract(), contract));
    }
  }

  /**
   * Retires the contract of a dataset.
   *
   * @param urn the dataset
   * @param precondition what has to hold of the contract in force
   */
  record Retire(String urn, Precondition precondition) implements ContractRequest {

    @Override
    public Decision decide(ContractsInForce inForce) {
      Optional<PublishedContract> current = inForce.find(urn);
      if (current.isEmpty()) {
        return new Decision.NotInForce(urn);
      }
      PublishedContract previous = current.orElseThrow();
      return precondition.holds(previous)
          ? new Decision.Accepted(
              List.of(new Proposal(urn, null, null, previous, List.of(), List.of("retired"))))
          : new Decision.Overtaken(urn, previous);
    }
  }
}
