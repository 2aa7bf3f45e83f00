package io.signalfactory.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.deployment.DeploymentJson;
import io.signalfactory.revision.ContractRevision;
import io.signalfactory.revision.ContractRevisionJson;
import io.signalfactory.testkit.BrokerFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ContractCommandsIT {

  @RegisterExtension static final BrokerFixture BROKER = new BrokerFixture();

  private static final String URN = "urn:dp:orders:created";

  private static int runs;

  @TempDir Path folder;

  private Path config;

  @BeforeEach
  void topicsOfItsOwn() throws Exception {
    config = folder.resolve("test.properties");
    Files.writeString(
        config,
        "bootstrap.servers=%s\ntopic.prefix=c%d.\ntopics.replication.factor=1\n"
            .formatted(BROKER.bootstrapServers(), ++runs));
    run("topics", "create");
  }

  @Test
  void aContractIsAppliedListedAndShown() throws Exception {
    Path file = contract("3", "order_id");

    assertThat(run("contracts", "apply", file.toString()).lines())
        .containsExactly("applied " + URN + " 3 (new)");
    assertThat(run("contracts", "list").lines()).singleElement().asString().contains(URN, "3");
    CommandLineRun shown = run("contracts", "show", URN);

    assertThat(shown.status()).isZero();
    Path copy = folder.resolve("copy.yaml");
    Files.writeString(copy, shown.out());
    assertThat(CommandLineRun.of("contracts", "validate", copy.toString()).out())
        .contains("valid  " + URN + " 3");
    assertThat(run("contracts", "apply", copy.toString()).lines())
        .containsExactly("unchanged " + URN + " 3");
  }

  @Test
  void aTopicIsDraftedAndItsDraftAppliedOnceItHasAnOwner() throws Exception {
    String topic = "raw.drafted.events" + runs;
    BROKER.createTopic(topic, 3);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      records.add(
          new ProducerRecord<>(
              topic, i % 3, null, ("{\"visit_id\":\"v-" + i + "\"}").getBytes(UTF_8)));
    }
    BROKER.produce(records);

    CommandLineRun drafted = run("contracts", "infer", "--topic", topic, "--max", "30");

    assertThat(drafted.status()).as(drafted.err()).isZero();
    assertThat(drafted.out())
        .contains("# 30 of about 90 records of 3 partitions, from 10 places in each")
        .contains("- name: \"visit_id\"\n        type: string\n");
    Path file =
        Files.writeString(
            folder.resolve("draft.yaml"), drafted.out().replace("WHO-OWNS-THIS", "visits-team"));
    assertThat(run("contracts", "apply", file.toString()).out()).contains("(new)");
    assertThat(run("contracts", "infer", "--topic", "raw.not.there").status()).isEqualTo(2);
  }

  @Test
  void aVersionThatBreaksCompatibilityNeedsForce() throws Exception {
    run("contracts", "apply", contract("3", "order_id").toString());
    String breaking = contract("4", "order_id", "customer_id").toString();

    CommandLineRun refused = run("contracts", "apply", breaking);

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("customer_id").contains("--force");
    assertThat(run("contracts", "list").out()).contains("version 3");
    assertThat(run("contracts", "apply", breaking, "--force").lines())
        .containsExactly("applied " + URN + " 4 (was 3)");
  }

  @Test
  void whoAppliedAVersionAndWhatChangedIsPublishedBesideIt() throws Exception {
    run("contracts", "apply", contract("3", "order_id").toString());

    run("contracts", "apply", contract("4", "order_id", "customer_id").toString(), "--force");

    assertThat(BROKER.readCommitted("c" + runs + ".contract-versions"))
        .extracting(record -> ContractRevisionJson.read(record.value()))
        .satisfiesExactly(
            first -> assertThat(first.changes()).containsExactly("new"),
            second -> {
              assertThat(second.number()).isEqualTo(2);
              assertThat(second.by()).isEqualTo(System.getProperty("user.name"));
              assertThat(second.via()).isEqualTo(ContractRevision.Via.COMMAND_LINE);
              assertThat(second.changes())
                  .containsExactly("version 3 → 4", "now required: customer_id");
            });
  }

  @Test
  void aDeploymentIsReported() {
    CommandLineRun reported =
        run(
            "deployments",
            "add",
            "--service",
            "orders-svc",
            "--version",
            "v3.18",
            "--sha",
            "4bf92f3577b3",
            "--environment",
            "production",
            "--at",
            "2026-01-14T05:41:38+01:00",
            "--url",
            "https://ci.example.org/runs/7");

    assertThat(reported.status()).isZero();
    assertThat(reported.lines())
        .containsExactly("reported orders-svc v3.18 in production at 2026-01-14T04:41:38.000Z");
    assertThat(BROKER.readCommitted("c" + runs + ".deployments"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(new String(record.key(), StandardCharsets.UTF_8))
                  .isEqualTo("orders-svc|production");
              assertThat(DeploymentJson.read(record.value()).gitSha()).isEqualTo("4bf92f3577b3");
            });
  }

  @Test
  void withOneInvalidContractNoneIsPublished() throws Exception {
    Path valid = contract("3", "order_id");
    Path invalid = folder.resolve("invalid.yaml");
    Files.writeString(invalid, "apiVersion: odcs/v1\nkind: Nonsense\n");

    CommandLineRun run = run("contracts", "apply", valid.toString(), invalid.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("invalid.yaml:2:").contains("none was published");
    assertThat(run("contracts", "list").lines()).isEmpty();
  }

  @Test
  void aDatasetWithoutAContractIsNamed() {
    CommandLineRun run = run("contracts", "show", "urn:dp:no:such");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("no contract in force for urn:dp:no:such");
  }

  @Test
  void diffShowsWhatBreaks() throws Exception {
    String older = contract("3", "order_id").toString();
    String newer = contract("4", "order_id", "customer_id").toString();

    CommandLineRun breaking = CommandLineRun.of("contracts", "diff", older, newer);
    CommandLineRun none = CommandLineRun.of("contracts", "diff", older, older);

    assertThat(breaking.status()).isEqualTo(1);
    assertThat(breaking.lines()).anyMatch(l -> l.startsWith("breaking ") && l.contains("customer"));
    assertThat(none.status()).isZero();
    assertThat(none.out()).contains("no difference");
  }

  @Test
  void diffNamesTheSideThatAChangeConcerns() throws Exception {
    String older = contract("3", "order_id", "customer_id").toString();
    String newer = contract("4", "order_id", "shop_id").toString();

    CommandLineRun text = CommandLineRun.of("contracts", "diff", older, newer);
    CommandLineRun json = CommandLineRun.of("contracts", "diff", older, newer, "--output", "json");

    assertThat(text.lines())
        .anyMatch(l -> l.contains("customer_id") && l.endsWith("(loosens the promise to readers)"))
        .anyMatch(l -> l.contains("shop_id") && l.endsWith("(tightens the demand on producers)"));
    assertThat(json.lines())
        .anyMatch(
            l ->
                l.contains("customer_id")
                    && l.contains("\"breaking\":true,\"loosens_promise_to_readers\":true")
                    && l.contains("\"tightens_demand_on_producers\":false"))
        .anyMatch(
            l ->
                l.contains("shop_id")
                    && l.contains("\"loosens_promise_to_readers\":false")
                    && l.contains("\"tightens_demand_on_producers\":true"));
  }

  private Path contract(String version, String... required) throws Exception {
    StringBuilder text =
        new StringBuilder(
            """
            apiVersion: odcs/v1
            kind: DataContract
            metadata: {name: orders.created, version: "%s", owner: orders-team, tier: 1}
            spec:
              dataset: {urn: "%s", topic: raw.orders.events}
              fields:
                required:
            """
                .formatted(version, URN));
    for (String field : required) {
      text.append("      - {name: ").append(field).append(", type: string}\n");
    }
    Path file = folder.resolve("v" + version + ".yaml");
    Files.writeString(file, text);
    return file;
  }

  private CommandLineRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--config");
    all.add(config.toString());
    return CommandLineRun.of(all.toArray(String[]::new));
  }
}
