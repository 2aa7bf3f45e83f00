package io.signalfactory.sampling;

import io.signalfactory.infer.Sample;
import io.signalfactory.infer.SampledRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Topics in memory, for tests. They can be out of reach. */
public final class MemorySampler implements Sampler {

  private final Map<String, List<SampledRecord>> topics = new ConcurrentHashMap<>();
  private volatile @Nullable RuntimeException failure;

  /** Adds a topic with these values, one per second. */
  public void add(String topic, List<String> values) {
    List<SampledRecord> records = new ArrayList<>();
    for (String value : values) {
      records.add(
          new SampledRecord(
              0,
              records.size(),
              null,
              Map.of(),
              value.getBytes(StandardCharsets.UTF_8),
              1_768_392_000_000L + 1_000L * records.size()));
    }
    topics.put(topic, records);
  }

  /** The cluster does not answer, until it is given null. */
  public void fail(@Nullable RuntimeException failure) {
    this.failure = failure;
  }

  @Override
  public Sample sample(String topic, SampleLimits limits) {
    if (failure != null) {
      throw failure;
    }
    List<SampledRecord> records = topics.get(topic);
    if (records == null) {
      throw new UnknownTopicException("there is no topic of this name");
    }
    int count = Math.min(limits.records(), records.size());
    return new Sample(topic, records.subList(0, count), List.of("The first " + count + "."));
  }
}
