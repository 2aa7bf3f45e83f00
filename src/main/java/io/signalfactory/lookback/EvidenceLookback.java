package io.signalfactory.lookback;

import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/** Finds the latest Evidence of a topic, for a few at a time. Thread-safe. */
public final class EvidenceLookback {

  private final EvidenceLog log;
  private final LookbackLimits limits;
  private final LongSupplier nanoClock;
  private final Semaphore places;

  /**
   * Reads nothing before somebody asks.
   *
   * @param log the topic
   * @param limits how much a question may cost
   * @param nanoClock a clock that only goes forward, in nanoseconds
   */
  public EvidenceLookback(EvidenceLog log, LookbackLimits limits, LongSupplier nanoClock) {
    this.log = log;
    this.limits = limits;
    this.nanoClock = nanoClock;
    this.places = new Semaphore(limits.atATime());
  }

  /**
   * The latest Evidence that is asked for, as far back as the limits allow.
   *
   * @throws LookbackBusyException if others ask at the moment, or the topic cannot be read now
   */
  public Found find(EvidenceRequest request) {
    if (!places.tryAcquire()) {
      throw new LookbackBusyException(
          limits.atATime() + " others are reading the Evidence topic", null);
    }
    long deadline = nanoClock.getAsLong() + limits.time().toNanos();
    try (EvidenceLog.Reader reader = log.open(request.datasetUrn(), limits.time())) {
      return new Backwards(reader, request, limits, nanoClock, deadline).find();
    } catch (LookbackBusyException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new LookbackBusyException(
          "the Evidence topic cannot be read now: " + e.getClass().getSimpleName(), e);
    } finally {
      places.release();
    }
  }
}
