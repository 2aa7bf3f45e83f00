package io.signalfactory.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.infer.Sample;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SharedSamplerTest {

  private static final Pattern OBSERVED = Pattern.compile("raw\\..+");

  @Test
  void readsNoTopicThatIsNotObserved() {
    // given
    MemorySampler topics = new MemorySampler();
    topics.add("__consumer_offsets", List.of("{}"));
    // when, then
    assertThatThrownBy(() -> new SharedSampler(topics, OBSERVED).sample("__consumer_offsets", 10))
        .isInstanceOf(UnknownTopicException.class)
        .hasMessageContaining("raw.topic.pattern");
  }

  @Test
  void letsTwoReadAtATimeAndSendsTheThirdAway() throws Exception {
    // given
    CountDownLatch reading = new CountDownLatch(2);
    CountDownLatch done = new CountDownLatch(1);
    SharedSampler sampler =
        new SharedSampler(
            (topic, limits) -> {
              reading.countDown();
              await(done);
              return new Sample(topic, List.of(), List.of());
            },
            OBSERVED);
    // The common pool may have a single thread, as it has on two processors since JDK 25.
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<Sample>> two =
        List.of(
            threads.submit(() -> sampler.sample("raw.a", 10)),
            threads.submit(() -> sampler.sample("raw.b", 10)));
    assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
    // when
    assertThatThrownBy(() -> sampler.sample("raw.c", 10)).isInstanceOf(SamplerBusyException.class);
    // then
    done.countDown();
    for (Future<Sample> each : two) {
      assertThat(each.get(20, TimeUnit.SECONDS).records()).isEmpty();
    }
    threads.shutdown();
    assertThat(sampler.sample("raw.c", 10).topic()).isEqualTo("raw.c");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
