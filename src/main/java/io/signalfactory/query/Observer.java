package io.signalfactory.query;

/** Says until when an instance has seen its datasets. Thread-safe. */
public interface Observer {

  /** Until when this dataset has been seen. */
  Sight of(String datasetUrn);

  /** Until when the datasets of a partition have been seen. */
  Sight of(int partition);

  /** Until when all datasets of the instance have been seen. */
  Sight ofAll();
}
