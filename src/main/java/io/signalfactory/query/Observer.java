package io.signalfactory.query;

/** Says until when an instance has seen its datasets. Thread-safe. */
public interface Observer {

  /** Until when this dataset has been seen. */
  Sight of(String datasetUrn);

  /** Until when all datasets of the instance have been seen. */
  Sight ofAll();
}
