package io.signalfactory.deployment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a service went into operation.
 *
 * @param service the service, as its records name it
 * @param version its version; records that name none have this one
 * @param gitSha the commit that was deployed, 7 to 64 hexadecimal digits; null if not reported
 * @param environment where it was deployed
 * @param deployedAt when, to the millisecond
 * @param url a page about it, http or https; null if not reported
 */
public record Deployment(
    String service,
    String version,
    @Nullable String gitSha,
    String environment,
    Instant deployedAt,
    @Nullable String url) {

  /** The environment of a deployment that names none. */
  public static final String DEFAULT_ENVIRONMENT = "default";

  /** The key of its record: only the latest deployment of a service in an environment is kept. */
  public String key() {
    return service + "|" + environment;
  }
}
