package io.signalfactory.gate;

import java.util.List;
import java.util.Map;

/**
 * Where the identity of a producer is found.
 *
 * @param serviceHeaders headers that name the service; the first one that is present counts
 * @param versionHeaders headers that name its version; the first one that is present counts
 * @param topicProducers by topic, the service to assume if neither the record nor its contract
 *     names one
 * @param deployed the version of records that name none
 */
public record IdentityRules(
    List<String> serviceHeaders,
    List<String> versionHeaders,
    Map<String, String> topicProducers,
    DeployedVersions deployed) {

  public IdentityRules {
    serviceHeaders = List.copyOf(serviceHeaders);
    versionHeaders = List.copyOf(versionHeaders);
    topicProducers = Map.copyOf(topicProducers);
  }

  /** Rules where no deployment is known: a record that names no version has none. */
  public IdentityRules(
      List<String> serviceHeaders,
      List<String> versionHeaders,
      Map<String, String> topicProducers) {
    this(serviceHeaders, versionHeaders, topicProducers, DeployedVersions.NONE);
  }
}
