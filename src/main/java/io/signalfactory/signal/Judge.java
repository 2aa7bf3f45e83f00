package io.signalfactory.signal;

import io.signalfactory.tally.Cause;
import java.time.Instant;
import java.util.List;

/** Judges one signal, by pure functions of what is known of the dataset and the time. */
interface Judge {

  /** The judgement for the dataset, and one for each consumer with a limit of its own. */
  List<Judgement> judge(DatasetView view, Instant now);

  /** Why the dataset misses its limit, largest cause first; empty if no event failed. */
  List<Cause> causes(DatasetView view, Instant now, int atMost);
}
