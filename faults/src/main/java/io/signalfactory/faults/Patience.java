package io.signalfactory.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what will be true at some time. */
final class Patience {

  private static final long LOOK_EVERY_MS = 200;

  private Patience() {}

  /**
   * Looks again and again, up to a limit.
   *
   * @return whether it became true in time
   */
  static boolean await(Duration limit, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(LOOK_EVERY_MS);
    }
    return true;
  }
}
