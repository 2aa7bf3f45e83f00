package io.signalfactory.query;

import io.signalfactory.deployment.Deployment;
import io.signalfactory.past.Counted;
import io.signalfactory.past.HourTrack;
import io.signalfactory.past.RollupHour;
import io.signalfactory.past.Strip;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.Transition;
import io.signalfactory.tally.VersionHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the state stores of one instance hold of the past. As with {@link SignalStores}, every
 * method throws {@link NotReadyException} while the stores cannot be read. Minutes and hours are
 * those since the epoch. Thread-safe.
 */
public interface PastStores {

  /**
   * What was counted by minute of event time; a minute without events is absent.
   *
   * @param fromMinute the first minute
   * @param toMinute the minute after the last
   */
  SortedMap<Long, Counted> minutes(String datasetUrn, long fromMinute, long toMinute);

  /** What judging came to, and late events, by hour. */
  SortedMap<Long, HourTrack> tracks(String datasetUrn, long firstHour, long lastHour);

  /** The first hour of which a track says how the dataset was judged. */
  Optional<Long> firstJudged(String datasetUrn);

  /** What is kept of each hour; an hour of which nothing is kept is absent. */
  SortedMap<Long, RollupHour> rollups(String datasetUrn, long firstHour, long lastHour);

  /** The hours of the earliest day of which anything is kept. */
  SortedMap<Long, RollupHour> firstRollups(String datasetUrn);

  /** Which versions sent events of a dataset, and when. */
  List<VersionHistory.SeenVersion> versions(String datasetUrn);

  /** The deployments of a service that are kept, in no order: the latest in each environment. */
  List<Deployment> deployments(String service);

  /** The latest transition of every breach of a dataset in the last 30 days, in no order. */
  List<Breach> breaches(String datasetUrn);

  /** The breaches of one partition that are open, in no order. */
  List<Breach> openBreaches(int partition);

  /** The transitions of a breach that one partition keeps, the earliest first. */
  List<Transition> transitions(int partition, String breachId);

  /**
   * The strips of one partition, each as it was when it was last written, by dataset.
   *
   * @param firstUrn the first dataset, by {@link Slice#KEY_ORDER}
   * @param lastUrn the last dataset
   */
  Map<String, Strip> strips(int partition, String firstUrn, String lastUrn);
}
