package io.signalfactory.server.http;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each call that changes something, or tries to: who, from where, what, and
 * what came of it. Neither tokens nor bodies get into it.
 */
final class AuditLog {

  /** A name of its own, so that these lines can be sent elsewhere. */
  static final String NAME = "audit";

  private static final Logger LOG = LoggerFactory.getLogger(NAME);
  private static final int MAX_DATASETS = 20;

  private AuditLog() {}

  /**
   * Writes the line of a call.
   *
   * @param call the call; null if it was refused before it was read
   */
  static void write(Route route, String method, Caller caller, @Nullable Call call, Response got) {
    if (route.access() == Access.WRITE) {
      LOG.info(
          "{} from {}: {} {}{}{}: {}",
          caller.name(),
          caller.address(),
          method,
          route.path(),
          call == null ? "" : call.query(),
          datasets(call, got),
          got.status());
    }
  }

  private static String datasets(@Nullable Call call, Response got) {
    Set<String> urns = new LinkedHashSet<>();
    String inPath = call == null ? null : call.pathParameters().get("urn");
    if (inPath != null) {
      urns.add(Problem.shown(inPath));
    }
    got.datasets().stream().limit(MAX_DATASETS).map(Problem::shown).forEach(urns::add);
    int more = got.datasets().size() - MAX_DATASETS;
    return (urns.isEmpty() ? "" : " of " + String.join(", ", urns))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
