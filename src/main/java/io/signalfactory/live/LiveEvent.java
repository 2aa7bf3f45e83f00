package io.signalfactory.live;

/**
 * One change.
 *
 * @param topic what has changed
 * @param partition the partition of the record that says so
 * @param offset the offset of that record
 * @param name what kind of change it is: {@code signal}, {@code retired} or {@code breach}
 * @param datasetUrn the dataset concerned
 * @param data the change as JSON, in one line
 */
record LiveEvent(
    LiveTopic topic, int partition, long offset, String name, String datasetUrn, String data) {

  /** About how many bytes it takes in memory. */
  int size() {
    return 2 * data.length() + 100;
  }
}
