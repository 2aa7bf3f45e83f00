package io.signalfactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {

  private static final String URN = "urn:dp:orders:created";
  private static final String TOPIC = "raw.orders.events";
  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final String CONTRACT =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: orders.created, version: "3", owner: orders-team, tier: 1}
      spec:
        dataset: {urn: "urn:dp:orders:created", topic: raw.orders.events}
        fields:
          required: [{name: event_time, type: timestamp}]
        slos:
          freshness: {maxDelaySeconds: 120}
          volume: {minEventsPerHour: 60, windowMinutes: 5}
      """;

  @TempDir private Path folder;
  private Path contracts;

  @BeforeEach
  void writeContract() throws Exception {
    contracts = Files.createDirectory(folder.resolve("contracts"));
    Files.writeString(contracts.resolve("orders.yaml"), CONTRACT);
  }

  @Test
  void printsTheBreachesAndASummary() throws Exception {
    CommandLineRun run = records(eventsWithAGap());

    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .filteredOn(line -> line.contains("  OPEN      CRITICAL  freshness   " + URN + " "))
        .singleElement()
        .asString()
        .startsWith("2026-03-02T12:12:0")
        .contains("no event for 2 min")
        .endsWith("]");
    assertThat(run.out())
        .contains(
            "26 events, judged from 2026-03-02T12:00:00.000Z until 2026-03-02T12:30:10.000Z:");
    assertThat(run.lines().get(run.lines().size() - 1))
        .startsWith(URN + " ")
        .contains("  volume     ")
        .contains(" %");
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .matches("signal-factory: took \\d+\\.\\d s, \\d+ times as fast as it happened");
  }

  @Test
  void judgesEventsInAvroByTheSchemasOfAFolder() throws Exception {
    // given
    Files.writeString(
        contracts.resolve("orders.yaml"),
        CONTRACT
            .replace("  fields:", "  schema: {registry: file, subject: orders}\n  fields:")
            .replace("  slos:", "  slos:\n    compliance: {minRate: 0.95, windowMinutes: 3}"));
    Path schemas = Files.createDirectory(folder.resolve("schemas"));
    Files.writeString(
        schemas.resolve("orders.avsc"),
        """
        {"type":"record","name":"Order","fields":[
          {"name":"event_time","type":{"type":"long","logicalType":"timestamp-millis"}}]}
        """);
    Files.writeString(schemas.resolve("ids.properties"), "7=orders.avsc\n");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      lines.add(inAvro(i > 200 && i % 2 == 0 ? 8 : 7, START.plusSeconds(2L * i)));
    }

    // when
    CommandLineRun withSchemas =
        records(lines, "--registry", "file:" + schemas, "--output", "json");
    CommandLineRun without = records(lines);

    // then
    assertThat(withSchemas.status()).isZero();
    assertThat(withSchemas.out()).contains("\"code\":\"SCHEMA_UNKNOWN\"");
    assertThat(without.status()).isEqualTo(2);
    assertThat(without.err()).contains("none of its records has a time");
  }

  /** A full record whose value is an order in Avro behind the id of its schema. */
  private static String inAvro(int schema, Instant time) {
    ByteBuffer value = ByteBuffer.allocate(20).put((byte) 0).putInt(schema);
    long zigzag = time.toEpochMilli() << 1;
    while ((zigzag & ~0x7FL) != 0) {
      value.put((byte) (zigzag & 0x7F | 0x80));
      zigzag >>>= 7;
    }
    value.put((byte) zigzag);
    byte[] bytes = Arrays.copyOf(value.array(), value.position());
    return "{\"value\":\"%s\",\"encoding\":\"base64\",\"headers\":{}}"
        .formatted(Base64.getEncoder().encodeToString(bytes));
  }

  @Test
  void jsonIsTheBreachesAsOnTheTopicThenOneSummaryPerSignal() throws Exception {
    CommandLineRun run = records(eventsWithAGap(), "--output", "json");

    List<JsonNode> lines = run.lines().stream().map(BacktestCommandTest::json).toList();
    assertThat(lines).filteredOn(line -> line.has("breach_id")).isNotEmpty();
    JsonNode freshness =
        lines.stream()
            .filter(line -> line.path("kind").asText().equals("summary"))
            .filter(line -> line.path("signal").asText().equals("freshness"))
            .findFirst()
            .orElseThrow();
    assertThat(freshness.path("dataset_urn").asText()).isEqualTo(URN);
    assertThat(freshness.path("consumer").isNull()).isTrue();
    assertThat(freshness.path("breaches").asInt()).isEqualTo(1);
    assertThat(freshness.path("first_opened_at").asText()).isEqualTo("2026-03-02T12:12:00.000Z");
    assertThat(freshness.path("longest_breach_seconds").asDouble()).isBetween(230.0, 280.0);
    assertThat(freshness.at("/seconds/critical").asDouble()).isBetween(230.0, 245.0);
    assertThat(freshness.path("open").asBoolean()).isFalse();
    assertThat(lines)
        .filteredOn(line -> line.path("kind").asText().equals("summary"))
        .extracting(line -> line.path("signal").asText())
        .containsExactly("compliance", "freshness", "quality", "volume");
  }

  @Test
  void countsAreJudgedForTheirVolume() throws Exception {
    List<String> rows = new ArrayList<>(List.of("timestamp,count"));
    for (int i = 0; i < 30; i++) {
      rows.add(START.plusSeconds(60L * i) + "," + (i >= 10 && i < 20 ? 0 : 2));
    }

    CommandLineRun run = counts(rows);

    assertThat(run.status()).isZero();
    assertThat(run.lines().get(0)).contains("OPEN      CRITICAL  volume");
    assertThat(run.out()).contains("40 events, judged from").doesNotContain("freshness");
    assertThat(run.err())
        .contains(
            "counts are enough to judge the volume only; each row is an interval of 60 seconds");
  }

  @Test
  void everyWrongRowIsReportedWithItsPlace() throws Exception {
    CommandLineRun run = counts(List.of("2026-03-02T12:00:00Z,1", "noon,1", "2026-03-02T13:00,x"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err().lines())
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).contains("f.csv:2:1: not a time"))
        .anySatisfy(line -> assertThat(line).contains("f.csv:3:1: not a time"))
        .anySatisfy(line -> assertThat(line).contains("f.csv:3:18: not a number of events"))
        .anySatisfy(line -> assertThat(line).startsWith("signal-factory: ").contains("mistakes"));
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aLineThatIsNotARecordIsStatusTwo() throws Exception {
    CommandLineRun run = records(List.of("{\"value\":1,\"timestamp\":-5}"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("f.jsonl:1: \"timestamp\" must be whole milliseconds");
  }

  @Test
  void anInvalidContractIsStatusOne() throws Exception {
    Files.writeString(contracts.resolve("wrong.yaml"), "apiVersion: odcs/v1\nkind: Nonsense\n");

    CommandLineRun run = records(eventsWithAGap());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("wrong.yaml:2:").contains("nothing was judged");
  }

  @Test
  void aTopicWithoutContractIsStatusTwoAndListsTheOthers() throws Exception {
    CommandLineRun run =
        CommandLineRun.of(
            "backtest",
            "--contracts",
            contracts.toString(),
            "--input",
            "f",
            "--topic",
            "raw.other");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("is about the topic raw.other")
        .contains("there are [" + URN + " on " + TOPIC + "]");
  }

  private CommandLineRun records(List<String> lines, String... more) throws IOException {
    Path file = Files.write(folder.resolve("f.jsonl"), lines);
    return run(List.of("--input", file.toString(), "--topic", TOPIC), more);
  }

  private CommandLineRun counts(List<String> rows) throws IOException {
    Path file = Files.write(folder.resolve("f.csv"), rows);
    return run(List.of("--counts", file.toString(), "--dataset", URN));
  }

  private CommandLineRun run(List<String> source, String... more) {
    List<String> arguments = new ArrayList<>(List.of("backtest", "--contracts"));
    arguments.add(contracts.toString());
    arguments.addAll(source);
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  /** One event per minute, except for five minutes. */
  private static List<String> eventsWithAGap() {
    List<String> lines = new ArrayList<>();
    for (int minute = 0; minute <= 30; minute++) {
      if (minute <= 10 || minute > 15) {
        lines.add("{\"event_time\":\"" + START.plusSeconds(60L * minute) + "\"}");
      }
    }
    return lines;
  }

  private static JsonNode json(String line) {
    try {
      return new JsonMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
