package io.signalfactory.backtest;

import io.signalfactory.replay.ReplayRecord;
import io.signalfactory.tally.Tallied;

/** Something that reached us at a time. */
sealed interface Arrival {

  /** When, in milliseconds since the epoch. */
  long atMs();

  /** How many events arrived with it, at least 1. */
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
   * @param datasetUrn the dataset that they are of
   * @param minute the minute that they happened in, in minutes since the epoch
   * @param tally all that has been counted in that minute so far
   */
  record OfTally(long atMs, long events, String datasetUrn, long minute, Tallied tally)
      implements Arrival {}
}
