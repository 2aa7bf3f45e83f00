package io.signalfactory.server.http;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each call that changes something, or tries to: who, from where, what, and
 * what came of it. Neither tokens nor bodies get into it. Of attempts that are refused for their
 * token, some per minute are written and the others counted, so that nobody can fill the log with
 * them. Thread-safe.
 */
final class AuditLog {

  /** A name of its own, so that these lines can be sent elsewhere. */
  static final String NAME = "audit";

  private static final Logger LOG = LoggerFactory.getLogger(NAME);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int REFUSALS_PER_MINUTE = 20;
  private static final int MAX_DATASETS = 20;
  private static final Set<Integer> REFUSED = Set.of(401, 403);

  private final LongSupplier nanoClock;
  private long minuteBegan;
  private int refusals;

  /**
   * @param nanoClock the time, in nanoseconds
   */
  AuditLog(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.minuteBegan = nanoClock.getAsLong();
  }

  /**
   * Writes the line of a call, if it is one that changes something.
   *
   * @param call the call; null if it was refused before it was read
   */
  void write(Route route, String method, Caller caller, @Nullable Call call, Response got) {
    if (route.access() != Access.WRITE || isOneTooMany(REFUSED.contains(got.status()))) {
      return;
    }
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

  private synchronized boolean isOneTooMany(boolean refused) {
    long now = nanoClock.getAsLong();
    if (now - minuteBegan >= MINUTE.toNanos()) {
      if (refusals > REFUSALS_PER_MINUTE) {
        LOG.info("{} more attempts were refused", refusals - REFUSALS_PER_MINUTE);
      }
      minuteBegan = now;
      refusals = 0;
    }
    if (refused) {
      refusals++;
    }
    return refused && refusals > REFUSALS_PER_MINUTE;
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
