package io.signalfactory.sampling;

import io.signalfactory.infer.Sample;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/** Takes samples of observed topics for many callers, a few at a time. Thread-safe. */
public final class SharedSampler {

  /** The most records that one sample can have. */
  public static final int MOST_RECORDS = 10_000;

  private static final int AT_A_TIME = 2;

  /** Read into trees, these are some ten times as many bytes of memory. */
  private static final long BYTES = 4L << 20;

  private static final Duration TIME = Duration.ofSeconds(5);

  private final Sampler sampler;
  private final Pattern observed;
  private final Semaphore places = new Semaphore(AT_A_TIME);

  /**
   * @param sampler takes the samples
   * @param observed matches the names of the topics that are observed: no others are read, so that
   *     nobody reads through us what they may not read themselves
   */
  public SharedSampler(Sampler sampler, Pattern observed) {
    this.sampler = sampler;
    this.observed = observed;
  }

  /**
   * Reads some records of a topic, at most 4 MiB, in at most five seconds.
   *
   * @param records 1 to {@link #MOST_RECORDS}
   * @throws UnknownTopicException if there is no such topic, or it is not observed
   * @throws SamplerBusyException if others take samples at the moment, or the topic cannot be read
   *     now
   */
  public Sample sample(String topic, int records) {
    if (!observed.matcher(topic).matches()) {
      throw new UnknownTopicException(
          "only observed topics are read, and raw.topic.pattern is " + observed.pattern());
    }
    if (!places.tryAcquire()) {
      throw new SamplerBusyException(AT_A_TIME + " others are reading topics", null);
    }
    try {
      return sampler.sample(topic, new SampleLimits(records, BYTES, TIME));
    } catch (UnknownTopicException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SamplerBusyException(
          "the topic cannot be read now: " + e.getClass().getSimpleName(), e);
    } finally {
      places.release();
    }
  }
}
