package io.signalfactory.signal;

import io.signalfactory.deployment.Deployment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is stored of one dataset beyond its {@link DatasetView}. Each call reads a store. */
public interface Archive {

  /**
   * The dataset's events by event time, as far back as late events are counted.
   *
   * @param fromMinute the first minute, in minutes since the epoch
   * @param toMinute the first minute after the last
   */
  long events(long fromMinute, long toMinute);

  /** When the latest breach of a signal was resolved; null if it never had one. */
  @Nullable Instant lastResolvedAt(SignalKey key);

  /**
   * The deployment of a service with which something began; null if none is known.
   *
   * @param version only a deployment of this version; null for any
   * @param began when it began
   */
  @Nullable Deployment deploymentBehind(String service, @Nullable String version, Instant began);
}
