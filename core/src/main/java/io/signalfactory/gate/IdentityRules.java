package io.signalfactory.gate;

import java.util.List;
import java.util.Map;

/**
 * Where a producer's identity is looked for.
 *
 * @param serviceHeaders headers that name the service; the first present one counts
 * @param versionHeaders headers that name its version; the first present one counts
 * @param topicProducers the service to assume for a topic where neither record nor contract names
 *     one
 */
public record IdentityRules(
    List<String> serviceHeaders, List<String> versionHeaders, Map<String, String> topicProducers) {

  public IdentityRules {
    serviceHeaders = List.copyOf(serviceHeaders);
    versionHeaders = List.copyOf(versionHeaders);
    topicProducers = Map.copyOf(topicProducers);
  }
}
