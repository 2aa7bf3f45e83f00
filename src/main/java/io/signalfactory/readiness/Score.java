package io.signalfactory.readiness;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How ready something is, from 0 to 100. Every number is rounded down, so that 100 means that
 * nothing is missing.
 *
 * @param total the whole
 * @param domains each of its parts, before it is weighted
 */
public record Score(int total, Map<Domain, Integer> domains) {

  private static final int ALL = 100;

  public Score {
    domains = Collections.unmodifiableMap(new EnumMap<>(domains));
  }

  /** The score that follows from facts; empty if there are no records to say anything about. */
  public static Optional<Score> of(Facts facts) {
    if (facts.events() == 0) {
      return Optional.empty();
    }
    long whole = 2 * facts.events();
    Map<Domain, Integer> domains = new EnumMap<>(Domain.class);
    long weighted = 0;
    for (Domain domain : Domain.values()) {
      long halves = facts.halves(domain);
      domains.put(domain, (int) (ALL * halves / whole));
      weighted += domain.weight() * halves;
    }
    return Optional.of(new Score((int) (weighted / whole), domains));
  }
}
