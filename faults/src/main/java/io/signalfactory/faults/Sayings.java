package io.signalfactory.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * What instances said about a fault while it lasted.
 *
 * @param looks of that time
 */
record Sayings(List<Look> looks) {

  private static final double BLIND_AT_LEAST_SECONDS = 10;
  private static final int SECOND = 2;

  /** What was promised to be said, and was not. */
  List<String> missing(Promise promise) {
    List<String> all = new ArrayList<>();
    if (promise.blinds()) {
      double most =
          looks.stream().mapToDouble(Look::blindSeconds).filter(s -> s >= 0).max().orElse(0);
      if (most < BLIND_AT_LEAST_SECONDS) {
        all.add(
            "signal_factory_observer_blind_seconds was at most "
                + Math.round(most)
                + ", although"
                + " nobody could see");
      }
    }
    if (!promise.named().isEmpty() && looks.stream().noneMatch(look -> names(look, promise))) {
      all.add("instance 2 never said '" + promise.named() + "' as its reason for not being ready");
    }
    return all;
  }

  private static boolean names(Look look, Promise promise) {
    return look.instance() == SECOND
        && !look.ready().ok()
        && look.ready().body().contains(promise.named());
  }
}
