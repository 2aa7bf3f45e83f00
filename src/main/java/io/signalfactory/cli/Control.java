package io.signalfactory.cli;

import io.signalfactory.config.Settings;
import io.signalfactory.control.Author;
import io.signalfactory.control.BusyException;
import io.signalfactory.control.ContractLedger;
import io.signalfactory.control.ContractRequest;
import io.signalfactory.control.ContractsInForce;
import io.signalfactory.control.ContractsTopic;
import io.signalfactory.control.Decision;
import io.signalfactory.control.LastRevisions;
import io.signalfactory.control.MissingTopicException;
import io.signalfactory.revision.ContractRevision;
import java.time.Duration;
import java.time.InstantSource;

/** Contracts on a cluster, as the commands see and change them. */
final class Control {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Control() {}

  /**
   * Changes contracts in the name of the user of this machine.
   *
   * @throws CommandException if a topic is missing, or others change contracts all the time
   */
  static Decision change(Cluster cluster, ContractRequest request) {
    Settings settings = cluster.settings();
    ContractLedger ledger =
        new ContractLedger(
            settings,
            () -> LastRevisions.onTopic(settings, PATIENCE),
            InstantSource.system(),
            PATIENCE);
    try {
      return ledger.change(request, author()).decision();
    } catch (MissingTopicException e) {
      throw CommandException.wrongUsage(String.valueOf(e.getMessage()));
    } catch (BusyException e) {
      throw CommandException.unreachable(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Reads what is in force.
   *
   * @throws CommandException if there is no contracts topic
   */
  static ContractsInForce read(Cluster cluster) {
    try {
      return new ContractsTopic(cluster.settings(), PATIENCE).read();
    } catch (MissingTopicException e) {
      throw CommandException.wrongUsage(String.valueOf(e.getMessage()));
    }
  }

  private static Author author() {
    return new Author(
        System.getProperty("user.name", "unknown"), ContractRevision.Via.COMMAND_LINE);
  }
}
