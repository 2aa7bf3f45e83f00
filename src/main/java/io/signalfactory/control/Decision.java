package io.signalfactory.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a request to change contracts, given what is in force. */
public sealed interface Decision {

  /**
   * It can be done.
   *
   * @param proposals every contract of the request, those that change nothing included
   */
  record Accepted(List<Proposal> proposals) implements Decision {
    public Accepted {
      proposals = List.copyOf(proposals);
    }
  }

  /**
   * It breaks compatibility with what is in force, and was not forced.
   *
   * @param proposals those that break it
   */
  record Breaking(List<Proposal> proposals) implements Decision {
    public Breaking {
      proposals = List.copyOf(proposals);
    }
  }

  /**
   * What the request demanded of the contract in force does not hold.
   *
   * @param urn the dataset
   * @param current what is in force; null if nothing is
   */
  record Overtaken(String urn, @Nullable PublishedContract current) implements Decision {}

  /**
   * There is no contract to retire.
   *
   * @param urn the dataset
   */
  record NotInForce(String urn) implements Decision {}
}
