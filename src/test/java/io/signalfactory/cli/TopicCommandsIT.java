package io.signalfactory.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.testkit.BrokerFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TopicCommandsIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static int runs;

  @TempDir Path folder;

  private String prefix;
  private Path config;

  @BeforeEach
  void topicsOfItsOwn() throws Exception {
    prefix = "t" + ++runs + ".";
    config = folder.resolve("test.properties");
    Files.writeString(
        config,
        "bootstrap.servers="
            + BROKER.bootstrapServers()
            + "\ntopic.prefix="
            + prefix
            + "\ntopics.replication.factor=1\ntopics.partitions=2\nsignals.partitions=2\n");
  }

  @Test
  void topicsAreCreatedOnce() {
    assertThat(run("topics", "check").status()).isEqualTo(1);
    assertThat(run("topics", "create").lines()).hasSize(7).allMatch(l -> l.startsWith("created"));

    CommandLineRun check = run("topics", "check");

    assertThat(check.status()).isZero();
    assertThat(check.out()).contains("7 topics are as expected");
    assertThat(run("topics", "create").lines()).allMatch(l -> l.startsWith("exists"));
  }

  @Test
  void runRefusesToStartWithoutItsTopics() {
    CommandLineRun run = run("run");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(prefix + "evidence").contains("topics create");
  }

  @Test
  void aMissingTopicIsNamed() {
    CommandLineRun run = run("evidence");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("there is no topic " + prefix + "evidence");
  }

  @Test
  void evidenceIsFilteredAndPrinted() throws Exception {
    run("topics", "create");
    String pass = "{\"dataset_urn\":\"urn:dp:a:b\",\"outcome\":\"PASS\"}";
    String fail = "{\"dataset_urn\":\"urn:dp:a:b\",\"outcome\":\"FAIL\"}";
    String other = "{\"dataset_urn\":\"urn:dp:a:c\",\"outcome\":\"FAIL\"}";
    send("evidence", pass, fail, other, "not json");

    assertThat(run("evidence", "--output", "json").lines())
        .containsExactlyInAnyOrder(pass, fail, other);
    assertThat(run("evidence", "--outcome", "fail", "--output", "json").lines())
        .containsExactlyInAnyOrder(fail, other);
    assertThat(
            run("evidence", "--outcome", "FAIL", "--dataset", "urn:dp:a:b", "--output", "json")
                .lines())
        .containsExactly(fail);
    assertThat(run("evidence", "--max", "2").lines()).hasSize(2);
    assertThat(run("evidence", "--from", "end").lines()).isEmpty();
  }

  @Test
  void signalsAreTheLatestOfEachKey() throws Exception {
    run("topics", "create");
    BROKER.produce(
        List.of(
            signal("a|volume", "{\"state\":\"OK\",\"n\":1}"),
            signal("b|volume", "{\"state\":\"OK\",\"n\":2}"),
            signal("a|volume", "{\"state\":\"CRITICAL\",\"n\":3}"),
            signal("c|volume", "{\"state\":\"OK\",\"n\":4}"),
            new ProducerRecord<>(prefix + "signals", "c|volume".getBytes(UTF_8), null)));

    assertThat(run("signals", "--output", "json").lines())
        .containsExactly("{\"state\":\"CRITICAL\",\"n\":3}", "{\"state\":\"OK\",\"n\":2}");
    assertThat(run("signals", "--state", "critical", "--output", "json").lines()).hasSize(1);
  }

  @Test
  void breachesAreSortedByTimeWhateverTheirPartition() throws Exception {
    run("topics", "create");
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long time = 1_000_000L + (i * 7 % 20);
      String value = "{\"status\":\"OPEN\",\"severity\":\"CRITICAL\",\"at\":" + time + "}";
      records.add(
          new ProducerRecord<>(prefix + "breaches", i % 2, time, null, value.getBytes(UTF_8)));
    }
    BROKER.produce(records);

    List<String> printed = run("breaches", "--output", "json").lines();

    assertThat(printed).hasSize(20).isSorted();
    assertThat(run("breaches", "--status", "resolved").lines()).isEmpty();
  }

  @Test
  void followGoesOnUntilItHasEnough() throws Exception {
    run("topics", "create");
    send("evidence", "{\"n\":1}");
    Thread later =
        new Thread(
            () -> {
              try {
                send("evidence", "{\"n\":2}");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    later.start();

    CommandLineRun run = run("evidence", "--follow", "--max", "2", "--output", "json");

    assertThat(run.lines()).containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":2}");
    later.join();
  }

  private ProducerRecord<byte[], byte[]> signal(String key, String value) {
    return new ProducerRecord<>(prefix + "signals", key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private void send(String topic, String... values) throws Exception {
    BROKER.produce(
        Arrays.stream(values)
            .map(v -> new ProducerRecord<byte[], byte[]>(prefix + topic, v.getBytes(UTF_8)))
            .toList());
  }

  private CommandLineRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--config");
    all.add(config.toString());
    return CommandLineRun.of(all.toArray(String[]::new));
  }
}
