package io.signalfactory.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is remembered of one signal from one evaluation to the next. */
final class SignalMemory {

  private static final long NEVER = Long.MIN_VALUE;

  private @Nullable OpenBreach open;
  private long judgedIn;
  private long publishedAtMs = NEVER;
  private long storedAtMs = NEVER;
  private @Nullable Lasting lasting;

  @Nullable OpenBreach open() {
    return open;
  }

  void open(@Nullable OpenBreach breach) {
    open = breach;
  }

  /** The number of the evaluation that judged it last. */
  long judgedIn() {
    return judgedIn;
  }

  void judgedIn(long evaluation) {
    judgedIn = evaluation;
  }

  /**
   * Remembers a state that is stored. What lasts is replaced only where it differs: to write a
   * reference to a new object into one that has been there for long is work for the next pause of
   * the collector, and there are thousands of these.
   */
  void stored(SignalState stored) {
    storedAtMs = stored.updatedAt().toEpochMilli();
    Lasting now = Lasting.of(stored);
    if (!now.equals(lasting)) {
      lasting = now;
    }
  }

  void published(Instant at) {
    publishedAtMs = at.toEpochMilli();
  }

  @Nullable String breachId() {
    return open == null ? null : open.breach().breachId();
  }

  /** Since when the signal has been in a state, if it is in it now. */
  Instant since(State state, Instant now) {
    return lasting == null || lasting.state() != state ? now : lasting.since();
  }

  /**
   * Whether a judgement differs from the stored state in what a reader waits for. The value and the
   * wording of the reason differ nearly always and do not count.
   */
  boolean changes(Judgement judgement) {
    return lasting == null
        || lasting.state() != judgement.state()
        || !Objects.equals(lasting.breachId(), breachId())
        || !Objects.equals(lasting.threshold(), judgement.threshold());
  }

  boolean isDueToBePublished(Phase phase, Instant now, Duration every) {
    return isDue(publishedAtMs, phase, now, every);
  }

  boolean isDueToBeStored(Phase phase, Instant now, Duration every) {
    return isDue(storedAtMs, phase, now, every);
  }

  private static boolean isDue(long lastMs, Phase phase, Instant now, Duration every) {
    return lastMs == NEVER || phase.isDue(lastMs, now.toEpochMilli(), every.toMillis());
  }

  /** The members of the stored state that stay the same from most evaluations to the next. */
  private record Lasting(
      State state, Instant since, @Nullable String breachId, @Nullable Threshold threshold) {

    private static Lasting of(SignalState state) {
      return new Lasting(state.state(), state.since(), state.breachId(), state.threshold());
    }
  }
}
