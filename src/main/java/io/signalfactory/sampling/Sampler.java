package io.signalfactory.sampling;

import io.signalfactory.infer.Sample;

/** Takes samples of topics. Thread-safe. */
public interface Sampler {

  /**
   * Reads some records of a topic.
   *
   * @param topic the topic's name
   * @return fewer records than the limits allow if there are not more, or if time or bytes ran out
   * @throws UnknownTopicException if there is no such topic
   * @throws RuntimeException if the cluster does not answer, or refuses
   */
  Sample sample(String topic, SampleLimits limits);
}
