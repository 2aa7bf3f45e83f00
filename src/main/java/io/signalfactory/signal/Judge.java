package io.signalfactory.signal;

import io.signalfactory.tally.Cause;
import java.time.Instant;
import java.util.List;

/** Judges one signal: a pure function of what is known and the clock. */
interface Judge {

  /** The signal that it judges. */
  Signal signal();

  /** One judgement for the dataset, and one for each consumer that has a limit of its own. */
  List<Judgement> judge(DatasetView view, Instant now);

  /** Why the dataset misses its limit; empty where nothing is known to have failed. */
  List<Cause> causes(DatasetView view, Instant now, int atMost);
}
