package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.baseline.HourHistory;
import io.signalfactory.deployment.Deployment;
import io.signalfactory.signal.Archive;
import io.signalfactory.signal.RecentBaselines;
import io.signalfactory.signal.SignalKey;
import io.signalfactory.tally.MinuteSeries;
import io.signalfactory.tally.ServiceVersion;
import io.signalfactory.tally.VersionHistory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class DatasetTest {

  @Property
  void knowsWhatItWasToldLast(@ForAll("records") List<DatasetRecord> told) {
    // given
    Dataset dataset =
        new Dataset(
            "urn:dp:orders:created",
            told.get(0),
            new MinuteSeries(),
            0,
            0,
            new RecentBaselines(hour -> noHours()),
            new NothingStored());

    // when
    told.forEach(dataset::update);

    // then
    assertThat(dataset.known()).isEqualTo(told.get(told.size() - 1));
  }

  private static HourHistory noHours() {
    throw new AssertionError("no baseline is asked for");
  }

  @Provide
  Arbitrary<List<DatasetRecord>> records() {
    Arbitrary<Long> times = Arbitraries.longs().between(0, 3);
    Arbitrary<Set<String>> topics = Arbitraries.of("raw.a", "raw.b").set().ofMaxSize(2);
    Arbitrary<VersionHistory> producers =
        Arbitraries.of("1", "2")
            .map(version -> new ServiceVersion("service", version))
            .flatMap(producer -> times.map(at -> VersionHistory.EMPTY.seen(Map.of(producer, at))));
    return Combinators.combine(times, times, times, times, times, topics, producers)
        .as(DatasetRecord::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static final class NothingStored implements Archive {
    @Override
    public long events(long fromMinute, long toMinute) {
      return 0;
    }

    @Override
    public @Nullable Instant lastResolvedAt(SignalKey key) {
      return null;
    }

    @Override
    public @Nullable Deployment deploymentBehind(
        String service, @Nullable String version, Instant began) {
      return null;
    }
  }
}
