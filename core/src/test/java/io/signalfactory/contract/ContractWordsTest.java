package io.signalfactory.contract;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.document.ContractDocument;
import io.signalfactory.contract.document.ContractReader;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractWordsTest {

  private static final String OLDER =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: orders, version: 1, owner: orders-team, tier: 2}
      spec:
        dataset: {urn: urn:dp:orders:created, topic: raw.orders}
        fields:
          additional: warn
          required:
            - {name: id, type: integer}
            - {name: at, type: timestamp}
          optional:
            - {name: note, type: string, nullable: true}
            - {name: total_amount, type: number}
        quality: {rules: [{name: r1, expression: id > 0}, {name: r2, expression: id > 1}]}
        slos:
          freshness: {maxDelaySeconds: 900}
          consumerSlos: [{consumer: board, maxDelaySeconds: 30}]
          volume: {minEventsPerHour: 1000, windowMinutes: 60}
          compliance: {minRate: 0.95}
      """;

  private static Contract read(String text) {
    ContractDocument document =
        new ContractReader((expression, fields) -> Optional.empty()).readOne("c.yaml", text);
    assertThat(document.problems()).isEmpty();
    return Objects.requireNonNull(document.contract());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "version: 1,; version: 2,; version 1 → 2",
        "owner: orders-team; owner: sales; owner orders-team → sales",
        "tier: 2; tier: 1; tier 2 → 1",
        "topic: raw.orders}; topic: raw.sales}; topic raw.orders → raw.sales",
        "topic: raw.orders}; topic: raw.orders, match: {header: kind, equals: new}};"
            + " match none → header kind = 'new'",
        "topic: raw.orders}; topic: raw.orders, eventTime: at}; event time field none → at",
        "topic: raw.orders}; topic: raw.orders, graceSeconds: 120};" + " grace of an hour 1m → 2m",
        "additional: warn; additional: forbid;"
            + " fields that are not listed: a warning → a failure",
        "type: integer}; type: string}; type of id: integer → string",
        "type: timestamp}; type: timestamp, nullable: true}; now nullable: at",
        "nullable: true; nullable: false; no longer nullable: note",
        "type: number}; type: number, pii: true}; now personal data: total_amount",
        "      - {name: note, type: string, nullable: true}; ; field dropped: note",
        "id > 1; id > 2; rule r2: other condition",
        "{name: r2, expression: id > 1}; {name: r2, expression: id > 1, severity: warn};"
            + " rule r2: a break is a FAIL → WARN",
        "maxDelaySeconds: 900; maxDelaySeconds: 600; freshness limit 900 → 600 s",
        "maxDelaySeconds: 900; maxDelaySeconds: 900, warningDelaySeconds: 300;"
            + " freshness warning none → 300 s",
        "maxDelaySeconds: 30; maxDelaySeconds: 20; freshness limit for board 30 → 20 s",
        "minEventsPerHour: 1000; minEventsPerHour: 2000;"
            + " volume minimum 1,000 → 2,000 events per hour",
        "windowMinutes: 60; windowMinutes: 30; volume window 60 → 30 min",
        "minRate: 0.95; minRate: 0.99; compliance required 95 % → 99 %",
        "      compliance: {minRate: 0.95}; ; compliance required 95 % → none"
      })
  void saysOneChangeInFewWords(String before, String after, String words) {
    // given
    String changed = OLDER.replace(before, after == null ? "" : after);
    assertThat(changed).isNotEqualTo(OLDER);
    // when
    List<String> said = ContractWords.of(read(OLDER), read(changed));
    // then
    assertThat(said).containsExactly(words);
  }

  @Test
  void namesTogetherWhatHasToBeThereFromNowOn() {
    // given: a field that was optional, and one that was not listed
    String changed =
        OLDER
            .replace("      - {name: total_amount, type: number}", "")
            .replace(
                "    optional:",
                "      - {name: total_amount, type: number}\n"
                    + "      - {name: customer_id, type: string}\n    optional:");
    // when
    List<String> said = ContractWords.of(read(OLDER), read(changed));
    // then
    assertThat(said).containsExactly("now required: total_amount, customer_id");
  }

  @Test
  void saysOfAFirstVersionThatItIsNew() {
    // when
    List<String> said = ContractWords.of(null, contract("urn:dp:orders:created").build());
    // then
    assertThat(said).containsExactly("new");
  }

  @Test
  void showsNothingThatATerminalCouldObey() {
    // given
    String urn = "urn:dp:orders:created";
    Contract older = contract(urn).topic("raw.orders").build();
    Contract newer = contract(urn).topic("a\u001b[31m").build();
    // when
    List<String> said = ContractWords.of(older, newer);
    // then
    assertThat(said).containsExactly("topic raw.orders → a\uFFFD[31m");
  }

  @Provide
  Arbitrary<Contract> contracts() {
    return ContractArbitraries.contracts();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void hasNoWordsForAContractComparedWithItself(@ForAll("contracts") Contract contract) {
    assertThat(ContractWords.of(contract, contract)).isEmpty();
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void hasWordsForEachPartThatDiffers(
      @ForAll("contracts") Contract older, @ForAll("contracts") Contract newer) {
    // given: everything but one part is the same
    List<Contract> partly =
        List.of(
            with(
                older,
                newer.dataset(),
                older.schema(),
                older.fields(),
                older.rules(),
                older.slos()),
            with(
                older,
                older.dataset(),
                newer.schema(),
                older.fields(),
                older.rules(),
                older.slos()),
            with(
                older,
                older.dataset(),
                older.schema(),
                newer.fields(),
                older.rules(),
                older.slos()),
            with(
                older,
                older.dataset(),
                older.schema(),
                older.fields(),
                newer.rules(),
                older.slos()),
            with(
                older,
                older.dataset(),
                older.schema(),
                older.fields(),
                older.rules(),
                newer.slos()));
    for (Contract changed : partly) {
      assertThat(ContractWords.of(older, changed).isEmpty()).isEqualTo(older.equals(changed));
    }
  }

  private static Contract with(
      Contract contract,
      DatasetSelector dataset,
      SchemaReference schema,
      FieldSet fields,
      List<QualityRule> rules,
      Slos slos) {
    return new Contract(
        contract.name(),
        contract.version(),
        contract.owner(),
        contract.tier(),
        dataset,
        schema,
        fields,
        rules,
        slos);
  }
}
