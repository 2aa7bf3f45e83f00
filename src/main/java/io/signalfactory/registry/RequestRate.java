package io.signalfactory.registry;

import java.util.function.LongSupplier;

/**
 * At most so many requests per second, and as many at once after a quiet second. A producer that
 * writes a new id into each record must not be able to flood the registry. Thread-safe.
 */
final class RequestRate {

  private final LongSupplier nanoClock;
  private final double perNano;
  private final double most;
  private double left;
  private long at;

  RequestRate(int perSecond, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    perNano = perSecond / 1e9;
    most = perSecond;
    left = perSecond;
    at = nanoClock.getAsLong();
  }

  synchronized boolean take() {
    long now = nanoClock.getAsLong();
    left = Math.min(most, left + (now - at) * perNano);
    at = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
