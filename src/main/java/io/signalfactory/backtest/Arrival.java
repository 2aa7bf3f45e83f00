package io.signalfactory.backtest;

import io.signalfactory.replay.ReplayRecord;
import io.signalfactory.tally.TallySnapshot;

/** Something in a history that arrives at one time: a record, or the count of some events. */
sealed interface Arrival {

  /** When it arrives, in milliseconds since the epoch. */
  long atMs();

  /** How many events arrive with it, at least 1. */
  long events();

  /**
   * A record of the raw topic.
   *
   * @param timestampMs the record's timestamp, in milliseconds since the epoch
   */
  record OfRecord(long atMs, long timestampMs, ReplayRecord record) implements Arrival {
    @Override
    public long events() {
      return 1;
    }
  }

  /**
   * Events of which only the number is known.
   *
   * @param events how many of them are new
   * @param datasetUrn the dataset that they belong to
   * @param minute the minute in which they happened, in minutes since the epoch
   * @param tally everything that has been counted in that minute so far
   */
  record OfTally(long atMs, long events, String datasetUrn, long minute, TallySnapshot tally)
      implements Arrival {}
}
