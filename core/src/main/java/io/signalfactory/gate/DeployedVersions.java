package io.signalfactory.gate;

import org.jspecify.annotations.Nullable;

/**
 * Which version of a service was deployed when: the version of records that name none. It is asked
 * once per such record, so an answer has to be as cheap as a look into a map. Thread-safe.
 */
@FunctionalInterface
public interface DeployedVersions {

  /** No deployment is known. */
  DeployedVersions NONE = (service, arrivalMs) -> null;

  /**
   * The version that was deployed when a record arrived.
   *
   * @param service the service that sent the record
   * @param arrivalMs when the record arrived, in milliseconds since the epoch
   * @return null if no deployment of the service from before that is known
   */
  @Nullable String version(String service, long arrivalMs);
}
