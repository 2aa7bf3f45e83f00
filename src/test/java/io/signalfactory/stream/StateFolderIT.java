package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalfactory.config.OwnTopics;
import io.signalfactory.config.Settings;
import io.signalfactory.config.TopicAdmin;
import io.signalfactory.query.NotReadyException;
import io.signalfactory.testkit.BrokerFixture;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An instance whose state folder has no room, or disappears. */
class StateFolderIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long MIN_FREE = 10_000_000;

  @TempDir private Path folder;
  private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);

  private Settings prepare(String name) {
    Settings settings =
        BROKER.settings(
            Map.of(
                "application.id",
                name,
                "topic.prefix",
                name + ".",
                "raw.topic.pattern",
                name + "-raw",
                "topics.replication.factor",
                "1",
                "signals.partitions",
                "1",
                "state.dir",
                folder.resolve("state").toString(),
                "state.dir.min.free.bytes",
                Long.toString(MIN_FREE),
                // A static member stays in the group when it closes, unless it leaves.
                "consumer.group.instance.id",
                name));
    try (Admin admin = BROKER.admin()) {
      new TopicAdmin(admin).create(OwnTopics.of(settings));
    }
    BROKER.createTopic(name + "-raw", 2);
    return settings;
  }

  private StreamApplication application(Settings settings) {
    return new StreamApplication(
        settings, new SimpleMeterRegistry(), Time.SYSTEM, ignored -> free.get());
  }

  private static void produce(String name, int count) throws Exception {
    BROKER.produce(
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new ProducerRecord<byte[], byte[]>(
                        name + "-raw",
                        i % 2,
                        null,
                        ("{\"id\":" + i + "}").getBytes(StandardCharsets.UTF_8)))
            .toList());
  }

  private static long evidence(Settings settings) {
    return BROKER.readCommitted(settings.evidenceTopic()).size();
  }

  private static int members(String group) throws Exception {
    try (Admin admin = BROKER.admin()) {
      return admin
          .describeConsumerGroups(List.of(group))
          .describedGroups()
          .get(group)
          .get()
          .members()
          .size();
    }
  }

  private static void delete(Path path) throws Exception {
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  private static void awaitReady(StreamApplication application) {
    await().atMost(PATIENCE).until(() -> application.readiness().ready());
  }

  @Test
  void anInstanceWithoutRoomLeavesTheGroupSaysWhyAndComesBack() throws Exception {
    Settings settings = prepare("full");
    try (StreamApplication application = application(settings)) {
      // given
      application.start();
      awaitReady(application);
      produce("full", 100);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(evidence(settings)).isEqualTo(100));
      assertThat(members("full")).isPositive();
      // when
      free.set(MIN_FREE - 1);
      // then
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> application.readiness().reason().startsWith("state.dir has 9,999,999 bytes"));
      assertThat(application.readiness().ready()).isFalse();
      assertThat(application.alive()).isTrue();
      assertThat(application.failure()).isEmpty();
      assertThatThrownBy(
              () -> application.queries().datasets(EverySlice.of(application.placement())))
          .isInstanceOf(NotReadyException.class)
          .hasMessageContaining("bytes free");
      await().atMost(PATIENCE).until(() -> members("full") == 0);
      // the tasks have been closed by now, and the reason is the same
      assertThatThrownBy(
              () -> application.queries().datasets(EverySlice.of(application.placement())))
          .isInstanceOf(NotReadyException.class)
          .hasMessageContaining("bytes free");
      produce("full", 50);
      // a little room is not enough
      free.set(MIN_FREE + 1);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> application.readiness().reason().contains("10,000,001 bytes"));
      free.set(MIN_FREE * 2);
      awaitReady(application);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(evidence(settings)).isEqualTo(150));
    }
  }

  @Test
  void anInstanceThatStartsWithoutRoomTakesNoTasksUntilThereIsSome() throws Exception {
    Settings settings = prepare("late");
    free.set(0);
    try (StreamApplication application = application(settings)) {
      // when
      application.start();
      // then
      assertThat(application.readiness().reason()).startsWith("state.dir has 0 bytes free (");
      assertThat(application.alive()).isTrue();
      free.set(Long.MAX_VALUE);
      awaitReady(application);
    }
  }

  @Test
  void aStateFolderThatDisappearsIsNamedAndRebuilt() throws Exception {
    Settings settings = prepare("gone");
    try (StreamApplication application = application(settings)) {
      // given
      application.start();
      awaitReady(application);
      produce("gone", 100);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(evidence(settings)).isEqualTo(100));
      // when
      delete(folder.resolve("state"));
      // then
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> application.readiness().reason().contains("state.dir"));
      assertThat(application.alive()).isTrue();
      await().atMost(Duration.ofSeconds(15)).until(() -> members("gone") == 0);
      produce("gone", 50);
      awaitReady(application);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(evidence(settings)).isEqualTo(150));
      assertThat(folder.resolve("state/gone")).isDirectory();
    }
  }
}
