package io.signalfactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractsInferCommandTest {

  @TempDir private Path folder;

  @Test
  void draftsAContractThatIsValidAndThatItsOwnSamplePasses() throws Exception {
    Path events = events();

    CommandLineRun run = infer(events);

    assertThat(run.status()).as(run.err()).isZero();
    Path draft = Files.writeString(folder.resolve("draft.yaml"), run.out());
    assertThat(CommandLineRun.of("contracts", "validate", draft.toString()).out())
        .isEqualTo("valid  urn:dp:orders:events 1\n");
    CommandLineRun judged = judge(run.out(), events);
    assertThat(judged.status()).as(judged.err()).isZero();
    assertThat(judged.out()).contains("100 events").doesNotContain("OPEN");
  }

  @Test
  void itsDraftFailsEventsThatLackARequiredField() throws Exception {
    Path events = events();
    String draft = infer(events).out();
    Files.writeString(events, Files.readString(events).replace("\"amount\"", "\"sum\""));

    CommandLineRun judged = judge(draft, events);

    assertThat(judged.out()).contains("OPEN").contains("compliance");
  }

  /** Judges by a draft with limits that no single failure keeps. */
  private CommandLineRun judge(String draft, Path events) throws Exception {
    Path strict =
        Files.writeString(
            folder.resolve("strict.yaml"),
            draft.replaceAll("minRate: [0-9.]+", "minRate: 1") + "    quality: {minRate: 1}\n");
    return CommandLineRun.of(
        "backtest",
        "--contracts",
        strict.toString(),
        "--input",
        events.toString(),
        "--topic",
        "raw.orders.events");
  }

  @Test
  void findsTypesTimesEnumerationsAndIdentities() throws Exception {
    CommandLineRun run = infer(events());

    assertThat(run.out())
        .contains("owner: WHO-OWNS-THIS")
        .contains("eventTime: \"sent\"")
        .contains("- name: \"sent\"\n        type: timestamp\n        format: epoch_millis\n")
        .contains("- name: \"amount\"\n        type: number\n")
        .contains("- name: \"address.city\"\n        type: string\n")
        .contains("IN ('NEW', 'PAID')")
        .contains("unique: [\"order_id\"]")
        .contains("# seen rarely: promo in 10.0 %");
  }

  @Test
  void showsNoValueOfPersonalData() throws Exception {
    CommandLineRun run = infer(events());

    assertThat(run.out())
        .contains("- name: \"email\"\n        type: string\n        pii: true\n")
        .doesNotContain("@example.org")
        .doesNotContain("Berlin")
        .doesNotContain("o-1");
  }

  @Test
  void listsNoNamesOfPeopleAndNoKeysOfMaps() throws Exception {
    String lines =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    "{\"name\":\"%s\",\"city\":\"Rome\",\"scores\":{\"%s\":1}}"
                        .formatted(
                            i % 2 == 0 ? "Anna" : "Bernd", i % 3 == 0 ? "carla" : "k" + i % 9))
            .collect(Collectors.joining("\n"));
    Path events = Files.writeString(folder.resolve("people.jsonl"), lines);

    CommandLineRun run = infer(events);

    assertThat(run.out())
        .contains("- name: \"name\"\n        type: string\n        pii: true\n")
        .doesNotContain("Anna")
        .doesNotContain("Rome")
        .doesNotContain("carla")
        .contains("more fields are left out");
  }

  @Test
  void isNotAppliedBeforeItsOwnerIsKnown() throws Exception {
    Path draft = Files.writeString(folder.resolve("draft.yaml"), infer(events()).out());

    CommandLineRun run =
        CommandLineRun.of(
            "contracts", "apply", draft.toString(), "--bootstrap-servers", "127.0.0.1:1");

    assertThat(run.status()).isEqualTo(ExitStatus.CHECK_FAILED);
    assertThat(run.err()).contains("say who owns urn:dp:orders:events");
  }

  @Test
  void printsJsonForPrograms() throws Exception {
    Path events = events();

    CommandLineRun run =
        CommandLineRun.of(
            "contracts",
            "infer",
            "--input",
            events.toString(),
            "--topic",
            "raw.orders.events",
            "--output",
            "json");

    assertThat(run.lines())
        .singleElement()
        .asString()
        .contains("\"records\":100,\"how_sampled\":[\"All 100 records of a file.\"]")
        .contains("{\"urn\":\"urn:dp:orders:events\",\"records\":100,\"passed\":100}");
  }

  private static CommandLineRun infer(Path events) {
    return CommandLineRun.of(
        "contracts", "infer", "--input", events.toString(), "--topic", "raw.orders.events");
  }

  private Path events() throws Exception {
    String lines =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    ("{\"order_id\":\"o-%d\",\"status\":\"%s\",\"amount\":%d.5,\"sent\":%d,"
                            + "\"email\":\"p%d@example.org\",\"address\":{\"city\":\"Berlin %d\"}%s}")
                        .formatted(
                            i,
                            i % 2 == 0 ? "NEW" : "PAID",
                            i,
                            1_772_452_800_000L + i * 1000L,
                            i,
                            i,
                            i % 10 == 0 ? ",\"promo\":\"x\"" : ""))
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("events.jsonl"), lines);
  }
}
