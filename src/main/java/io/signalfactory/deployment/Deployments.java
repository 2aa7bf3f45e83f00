package io.signalfactory.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest deployments of each service, as this instance knows them. One thread may write while
 * others read; an answer is one look into a map.
 *
 * <p>Bounded: of more than {@value #MAX_SERVICES} services and of more than {@value
 * #MAX_ENVIRONMENTS} environments of one service, those that come later are left out.
 */
public final class Deployments {

  static final int MAX_SERVICES = 10_000;
  static final int MAX_ENVIRONMENTS = 20;

  /** How long after a deployment what begins is taken to have come with it. */
  static final Duration CAME_WITH = Duration.ofMinutes(15);

  /** A deployment is mostly reported when it is complete: its first records come before that. */
  static final Duration REPORTED_AFTER = Duration.ofMinutes(2);

  private static final Comparator<Deployment> LATEST_FIRST =
      Comparator.comparing(Deployment::deployedAt)
          .reversed()
          .thenComparing(Deployment::environment);

  private final @Nullable String environment;
  private final ConcurrentMap<String, List<Deployment>> byService = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param environment the environment whose deployments count; null for all environments
   */
  public Deployments(@Nullable String environment) {
    this.environment = environment;
  }

  /**
   * Takes note of a deployment, in place of the one before in its environment.
   *
   * @return false if it does not count: it is of another environment, or there are too many
   */
  public boolean put(Deployment deployment) {
    if (environment != null && !environment.equals(deployment.environment())) {
      return false;
    }
    List<Deployment> others = others(deployment.service(), deployment.environment());
    if (others.size() >= MAX_ENVIRONMENTS
        || (byService.size() >= MAX_SERVICES && !byService.containsKey(deployment.service()))) {
      return false;
    }
    others.add(deployment);
    others.sort(LATEST_FIRST);
    byService.put(deployment.service(), List.copyOf(others));
    return true;
  }

  /**
   * Forgets the deployment with a key.
   *
   * @param key as {@link Deployment#key}; any other text is ignored
   */
  public void remove(String key) {
    int bar = key.indexOf('|');
    if (bar < 0) {
      return;
    }
    String service = key.substring(0, bar);
    List<Deployment> others = others(service, key.substring(bar + 1));
    if (others.isEmpty()) {
      byService.remove(service);
    } else {
      byService.put(service, List.copyOf(others));
    }
  }

  private List<Deployment> others(String service, String inEnvironment) {
    List<Deployment> others = new ArrayList<>(byService.getOrDefault(service, List.of()));
    others.removeIf(each -> each.environment().equals(inEnvironment));
    return others;
  }

  /**
   * The version of a service that had been deployed at some time.
   *
   * @param epochMs in milliseconds since the epoch
   * @return null if no deployment from before is known
   */
  public @Nullable String version(String service, long epochMs) {
    List<Deployment> deployed = byService.get(service);
    if (deployed != null) {
      for (Deployment deployment : deployed) {
        if (deployment.deployedAt().toEpochMilli() <= epochMs) {
          return deployment.version();
        }
      }
    }
    return null;
  }

  /**
   * The deployment of a service with which something came: it began at most 15 minutes after it, or
   * at most two minutes before it was reported. Null if there is none.
   *
   * @param version only a deployment of this version; null for any
   * @param began when it began
   */
  public @Nullable Deployment behind(String service, @Nullable String version, Instant began) {
    for (Deployment deployment : byService.getOrDefault(service, List.of())) {
      if ((version == null || version.equals(deployment.version()))
          && !began.isBefore(deployment.deployedAt().minus(REPORTED_AFTER))
          && !began.isAfter(deployment.deployedAt().plus(CAME_WITH))) {
        return deployment;
      }
    }
    return null;
  }
}
