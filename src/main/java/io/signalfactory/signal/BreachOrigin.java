package io.signalfactory.signal;

import io.signalfactory.contract.Contract;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.VersionHistory;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the deployment with which a breach began. */
final class BreachOrigin {

  private BreachOrigin() {}

  /** The deployment with which a cause began; null if none is known. */
  static @Nullable Deployment ofCause(Cause cause, Archive archive) {
    String service = cause.key().service();
    return service == null
        ? null
        : archive.deploymentBehind(service, cause.key().version(), cause.firstSeen());
  }

  /**
   * The deployment of one of the dataset's services with which its events stopped, or became too
   * few or too many; null if none is known. If there are several, the latest.
   */
  static @Nullable Deployment ofSilence(DatasetView view, Judgement judgement) {
    Instant latest = view.latestEventTime();
    Instant began =
        judgement.key().signal() == Signal.FRESHNESS && latest != null
            ? latest
            : judgement.conditionSince();
    return services(view).stream()
        .map(service -> view.archive().deploymentBehind(service, null, began))
        .filter(Objects::nonNull)
        .max(Comparator.comparing(Deployment::deployedAt))
        .orElse(null);
  }

  private static Set<String> services(DatasetView view) {
    Set<String> services = new TreeSet<>();
    for (VersionHistory.SeenVersion seen : view.versions().versions()) {
      services.add(seen.serviceVersion().service());
    }
    Contract contract = view.contract();
    if (contract != null && contract.dataset().producer() != null) {
      services.add(contract.dataset().producer());
    }
    return services;
  }
}
