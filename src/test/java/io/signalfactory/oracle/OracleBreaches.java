package io.signalfactory.oracle;

import io.signalfactory.contract.Contract;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.signal.State;
import io.signalfactory.tally.CauseKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be said of breaches, one moment after the other. */
public final class OracleBreaches {

  private static final long UPDATE_EVERY_MS = 60_000;

  private final Map<SignalKey, Open> open = new HashMap<>();
  private final Map<SignalKey, Long> lastResolved = new HashMap<>();

  /**
   * A transition that has to be said.
   *
   * @param resolvedAtMs null unless resolved
   * @param lateData whether late events disproved it
   */
  public record Said(
      SignalKey key,
      Breach.Status status,
      State severity,
      long openedAtMs,
      long detectedAtMs,
      @Nullable Long resolvedAtMs,
      @Nullable Double value,
      Finding.@Nullable LeadingCause cause,
      List<String> affected,
      boolean lateData) {}

  /** Whether a signal has an open breach. */
  public boolean isOpen(SignalKey key) {
    return open.containsKey(key);
  }

  /** When the signal's open breach opened. */
  public long openedAtMs(SignalKey key) {
    return open.get(key).openedAtMs;
  }

  /** Takes the findings of one moment and tells what has to be said. */
  public List<Said> next(List<Finding> findings, Oracle oracle, Contract contract, long nowMs) {
    List<Said> said = new ArrayList<>();
    List<SignalKey> gone = new ArrayList<>(open.keySet());
    for (Finding finding : findings) {
      gone.remove(finding.key());
      Said news = next(finding, oracle, nowMs);
      if (news != null) {
        said.add(news);
      }
    }
    for (SignalKey key : gone) {
      if (key.datasetUrn().equals(contract.urn())) {
        said.add(resolve(open.get(key), open.get(key).saidValue, nowMs, false));
      }
    }
    return said;
  }

  private @Nullable Said next(Finding finding, Oracle oracle, long nowMs) {
    Open known = open.get(finding.key());
    if (known == null) {
      return finding.breaches() ? open(finding, nowMs) : null;
    }
    if (finding.threshold() == null) {
      return resolve(known, known.saidValue, nowMs, false);
    }
    if (finding.breaches()) {
      known.healthySinceMs = null;
      return update(known, finding, nowMs);
    }
    boolean healthy = finding.state() == State.OK || finding.faultless();
    if (!healthy) {
      return null;
    }
    if (known.healthySinceMs == null) {
      known.healthySinceMs = nowMs;
    }
    return nowMs < known.healthySinceMs + holdMs(finding)
        ? null
        : resolve(known, finding.value(), known.healthySinceMs, disproved(known, finding, oracle));
  }

  /** A twelfth of the window, or one and a half limits; 30 seconds to 5 minutes. */
  private static long holdMs(Finding finding) {
    double hold =
        finding.fromMinute() != null
            ? (finding.toMinute() - finding.fromMinute()) * 60_000 / 12.0
            : finding.threshold().critical() * 1_500;
    return (long) Math.min(300_000, Math.max(30_000, hold));
  }

  private Said open(Finding finding, long nowMs) {
    Open opened = new Open();
    opened.key = finding.key();
    opened.openedAtMs =
        Math.max(
            Math.min(finding.conditionSinceMs(), nowMs),
            lastResolved.getOrDefault(finding.key(), Long.MIN_VALUE));
    opened.detectedAtMs = nowMs;
    open.put(finding.key(), opened);
    return opened.say(Breach.Status.OPEN, finding, nowMs);
  }

  private static @Nullable Said update(Open known, Finding finding, long nowMs) {
    boolean otherSeverity = finding.state() != known.severity;
    boolean escalates =
        !known.updated && known.severity == State.WARNING && finding.state() == State.CRITICAL;
    if (!escalates && nowMs < known.saidAtMs + UPDATE_EVERY_MS) {
      return null;
    }
    if (!otherSeverity && nowMs < known.comparedAtMs + UPDATE_EVERY_MS) {
      return null;
    }
    CauseKey leads = finding.cause() == null ? null : finding.cause().key();
    boolean sameLead = leads == null || leads.equals(known.saidCause);
    if (!otherSeverity && sameLead) {
      known.comparedAtMs = nowMs;
      return null;
    }
    known.updated = true;
    return known.say(Breach.Status.UPDATED, finding, nowMs);
  }

  private Said resolve(Open known, @Nullable Double value, long atMs, boolean lateData) {
    open.remove(known.key);
    long resolvedAt = Math.max(atMs, known.openedAtMs + 1);
    lastResolved.put(known.key, resolvedAt);
    return new Said(
        known.key,
        Breach.Status.RESOLVED,
        known.severity,
        known.openedAtMs,
        known.detectedAtMs,
        resolvedAt,
        value,
        null,
        known.affected,
        lateData);
  }

  /** Too few were seen in a window that has enough by now, its unfinished last minute apart. */
  private static boolean disproved(Open known, Finding finding, Oracle oracle) {
    if (known.key.signal() != Signal.VOLUME
        || finding.state() != State.OK
        || known.saidMin == null
        || known.saidValue == null
        || known.saidValue >= known.saidMin) {
      return false;
    }
    return oracle.isRetained(known.saidFrom - 1)
        && oracle.eventsBetween(known.saidFrom - 1, known.saidTo - 1) >= known.saidMin;
  }

  private static final class Open {
    private SignalKey key;
    private long openedAtMs;
    private long detectedAtMs;
    private State severity;
    private long saidAtMs;
    private long comparedAtMs;
    private boolean updated;
    private @Nullable Long healthySinceMs;
    private @Nullable CauseKey saidCause;
    private @Nullable Double saidValue;
    private @Nullable Double saidMin;
    private long saidFrom;
    private long saidTo;
    private List<String> affected;

    private Said say(Breach.Status status, Finding finding, long nowMs) {
      severity = finding.state();
      saidAtMs = nowMs;
      comparedAtMs = nowMs;
      saidCause = finding.cause() == null ? null : finding.cause().key();
      saidValue = finding.value();
      saidMin = finding.threshold() == null ? null : finding.threshold().minimum();
      saidFrom = finding.fromMinute() == null ? 0 : finding.fromMinute();
      saidTo = finding.toMinute() == null ? 0 : finding.toMinute();
      affected = finding.affected();
      return new Said(
          key,
          status,
          severity,
          openedAtMs,
          detectedAtMs,
          null,
          saidValue,
          finding.cause(),
          affected,
          false);
    }
  }
}
