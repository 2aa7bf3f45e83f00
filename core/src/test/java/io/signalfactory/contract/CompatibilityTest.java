package io.signalfactory.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.signalfactory.contract.Compatibility.Change;
import io.signalfactory.contract.Compatibility.Effect;
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

class CompatibilityTest {

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
            - {name: day, type: date}
        quality: {rules: [{name: r1, expression: id > 0}, {name: r2, expression: id > 1}]}
        slos:
          freshness: {maxDelaySeconds: 60}
          consumerSlos: [{consumer: a, maxDelaySeconds: 1}, {consumer: b, maxDelaySeconds: 2}]
      """;

  private static Contract contract(String text) {
    ContractDocument document =
        new ContractReader((expression, fields) -> Optional.empty()).readOne("c.yaml", text);
    assertThat(document.problems()).isEmpty();
    return Objects.requireNonNull(document.contract());
  }

  /** The changes if version 2 has {@code after} in place of {@code before}. */
  private static List<Change> changes(String before, String after) {
    assertThat(OLDER).contains(before);
    String newer = OLDER.replace("version: 1", "version: 2").replace(before, after);
    return Compatibility.compare(contract(OLDER), contract(newer)).stream()
        .filter(change -> !change.message().startsWith("the version changes"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "topic: raw.orders | topic: raw.other | the topic changes from raw.orders to raw.other: make"
            + " a new dataset for the new topic",
        "topic: raw.orders | 'topic: raw.orders, match: {field: t, equals: x}' | the match changes"
            + " from none to field t = 'x': records that belonged to the dataset would no longer,"
            + " or others would",
        "'- {name: at, type: timestamp}' | '- {name: at, type: timestamp}\n      - {name: b, type:"
            + " string}' | the required field 'b' is new: make it optional until every producer"
            + " sends it",
        "'- {name: at, type: timestamp}' | '' | the required field 'at' is dropped: keep it, or"
            + " deprecate it with its readers first",
        "'name: id, type: integer' | 'name: id, type: string' | the type of 'id' changes from"
            + " integer to string: add a field of the new type beside it",
        "'name: day, type: date' | 'name: day, type: timestamp' | the type of 'day' changes from"
            + " date to timestamp (rfc3339): add a field of the new type beside it",
        "'type: timestamp' | 'type: timestamp, format: epoch_millis' | the type of 'at' changes from"
            + " timestamp (rfc3339) to timestamp (epoch_millis): add a field of the new type beside"
            + " it",
        "nullable: true | nullable: false | the field 'note' may no longer be null: let it stay"
            + " nullable",
        "'    optional:' | '' | the optional field 'note' becomes required: wait until every"
            + " producer sends it",
        "additional: warn | additional: forbid | fields that the contract does not list were warned"
            + " of and now fail: declare them first",
      })
  void breaksThoseWhoFollowTheOlderVersion(String before, String after, String message) {
    assertThat(changes(before, after))
        .filteredOn(Change::breaking)
        .extracting(Change::message)
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'name: id, type: integer' | 'name: id, type: number' | the type of 'id' changes from"
            + " integer to number: readers get values that they were promised not to get",
        "'name: day, type: date' | 'name: day, type: string' | the type of 'day' changes from date"
            + " to string: readers get values that they were promised not to get",
        "'- {name: day, type: date}' | '' | the optional field 'day' is dropped",
        "'- {name: day, type: date}' | '- {name: day, type: date}\n      - {name: b, type: string}'"
            + " | the optional field 'b' (string) is new: events that have it with another type would"
            + " fail",
        "'type: date' | 'type: date, nullable: true' | the field 'day' may be null now",
        "'type: date' | 'type: date, pii: true' | whether 'day' is personal data changes from false"
            + " to true",
        "'type: date' | 'type: date, description: x' | the description of 'day' changes",
        "additional: warn | additional: allow | what other fields mean changes from WARN to ALLOW",
        "tier: 2 | tier: 1 | the tier changes from 2 to 1",
        "owner: orders-team | owner: x | the owner changes from orders-team to x",
        "'topic: raw.orders' | 'topic: raw.orders, producer: svc' | the producer changes from none to"
            + " svc",
        "id > 1 | id > 2 | the rule 'r2' changes",
        "'rules: [' | 'rules: [{name: r3, expression: id > 2}, ' | the rule 'r3' is new",
        "maxDelaySeconds: 60 | maxDelaySeconds: 61 | the SLO for freshness changes",
        "'freshness: {maxDelaySeconds: 60}' | '' | the SLO for freshness is dropped",
        "slos: | 'slos:\n    quality: {minRate: 1}' | the SLO for quality is new",
        "'consumer: b, maxDelaySeconds: 2' | 'consumer: b, maxDelaySeconds: 3' | the SLO for the"
            + " consumer 'b' changes",
      })
  void breaksNobody(String before, String after, String message) {
    assertThat(changes(before, after))
        .extracting(Change::breaking, Change::message)
        .containsExactly(tuple(false, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'name: id, type: integer' | 'name: id, type: integer, nullable: true' | true | LOOSENS",
        "'name: day, type: date' | 'name: day, type: date, nullable: true' | false | LOOSENS",
        "nullable: true | nullable: false | true | TIGHTENS",
        "'name: id, type: integer' | 'name: id, type: number' | false | LOOSENS",
        "'name: note, type: string' | 'name: note, type: date' | true | TIGHTENS",
        "'name: id, type: integer' | 'name: id, type: boolean' | true | BOTH",
        "'name: day, type: date' | 'name: day, type: timestamp' | true | BOTH",
        "'type: timestamp' | 'type: timestamp, format: epoch_seconds' | true | BOTH",
        "'- {name: at, type: timestamp}' | '' | true | LOOSENS",
        "'- {name: day, type: date}' | '' | false | LOOSENS",
        "'- {name: at, type: timestamp}' | '- {name: at, type: timestamp}\n      - {name: b, type:"
            + " string}' | true | TIGHTENS",
        "'- {name: day, type: date}' | '- {name: day, type: date}\n      - {name: b, type: string}'"
            + " | false | TIGHTENS",
        "additional: warn | additional: forbid | true | TIGHTENS",
        "additional: warn | additional: allow | false | LOOSENS",
        "'topic: raw.orders' | 'topic: raw.other' | true | BOTH",
        "id > 1 | id > 2 | false | BOTH",
        "'rules: [' | 'rules: [{name: r3, expression: id > 2}, ' | false | TIGHTENS",
        "maxDelaySeconds: 60 | maxDelaySeconds: 61 | false | LOOSENS",
        "maxDelaySeconds: 60 | maxDelaySeconds: 59 | false | TIGHTENS",
        "maxDelaySeconds: 2 | maxDelaySeconds: 3 | false | LOOSENS",
        "slos: | 'slos:\n    quality: {minRate: 1}' | false | TIGHTENS",
        "'freshness: {maxDelaySeconds: 60}' | '' | false | LOOSENS",
        "owner: orders-team | owner: x | false | NONE",
      })
  void tellsWhatAChangeDoesToReadersAndToProducers(
      String before, String after, boolean breaking, Effect effect) {
    assertThat(changes(before, after))
        .extracting(Change::breaking, Change::effect)
        .containsExactly(tuple(breaking, effect));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "volume: {minEventsPerHour: 10} | volume: {minEventsPerHour: 9} | LOOSENS",
        "volume: {minEventsPerHour: 10} | volume: {minEventsPerHour: 10, maxEventsPerHour: 99} |"
            + " TIGHTENS",
        "volume: {minEventsPerHour: 10, maxEventsPerHour: 80} | volume: {minEventsPerHour: 9,"
            + " maxEventsPerHour: 79} | BOTH",
        "compliance: {minRate: 0.9} | compliance: {minRate: 0.95} | TIGHTENS",
        "quality: {minRate: 0.9} | quality: {minRate: 0.9, windowMinutes: 5} | NONE",
      })
  void tellsWhatAnotherLimitDoes(String before, String after, Effect effect) {
    String older = OLDER.replace("slos:\n", "slos:\n    " + before + "\n");
    String newer =
        OLDER.replace("slos:\n", "slos:\n    " + after + "\n").replace("version: 1", "version: 2");

    assertThat(Compatibility.compare(contract(older), contract(newer)))
        .filteredOn(change -> change.message().startsWith("the SLO"))
        .extracting(Change::effect)
        .containsExactly(effect);
  }

  @Test
  void saysInASentenceWhomAChangeConcerns() {
    assertThat(changes("name: id, type: integer", "name: id, type: integer, nullable: true"))
        .extracting(Change::sentence)
        .containsExactly(
            "the required field 'id' may be null now: its readers count on a value (loosens the"
                + " promise to readers)");
    assertThat(changes("owner: orders-team", "owner: x"))
        .extracting(Change::sentence)
        .containsExactly("the owner changes from orders-team to x");
  }

  @Test
  void namesWhatIsDropped() {
    assertThat(changes("{name: r1, expression: id > 0}, ", ""))
        .containsExactly(new Change(false, Effect.LOOSENS, "the rule 'r1' is dropped"));
    assertThat(changes("{consumer: a, maxDelaySeconds: 1}, ", ""))
        .containsExactly(
            new Change(false, Effect.LOOSENS, "the SLO for the consumer 'a' is dropped"));
  }

  @Test
  void breaksReadersOfAFieldThatBecomesOptional() {
    String newer =
        OLDER
            .replace("version: 1", "version: 2")
            .replace("      - {name: at, type: timestamp}\n", "")
            .replace("optional:\n", "optional:\n      - {name: at, type: timestamp}\n");

    List<Change> changes = Compatibility.compare(contract(OLDER), contract(newer));

    assertThat(changes)
        .contains(
            new Change(
                true,
                Effect.LOOSENS,
                "the required field 'at' becomes optional: its readers count on it"));
  }

  @Test
  void breaksEventsThatHaveAnOptionalFieldWhichIsDroppedAndForbidden() {
    String forbidding = OLDER.replace("additional: warn", "additional: forbid");
    String newer =
        forbidding
            .replace("version: 1", "version: 2")
            .replace("      - {name: day, type: date}\n", "");

    assertThat(Compatibility.compare(contract(forbidding), contract(newer)))
        .filteredOn(Change::breaking)
        .extracting(Change::message)
        .containsExactly(
            "the optional field 'day' is dropped while other fields are forbidden: events that have"
                + " it would fail");
  }

  @Test
  void asksForANewVersionOfEveryChangedContract() {
    assertThat(
            Compatibility.compare(contract(OLDER), contract(OLDER.replace("tier: 2", "tier: 3"))))
        .contains(
            new Change(
                true,
                Effect.NONE,
                "the contract changes but keeps its version 1: give it a new version"));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, true",
    "10, 9, true",
    "1.10, 1.9, true",
    "v2, v1.9, true",
    "1.0, 1, false",
    "1, 2, false",
    "1.9, 1.10, false",
    "b, a, false",
    "2024-01, 1, false",
    "99999999999999999999, 99999999999999999998, true",
    "3.1.0-rc2, 3.1.0, false",
    "3.1.0, 3.1.0-rc2, true",
    "3.1.0-rc10, 3.1.0-rc9, true",
    "3.1.0-rc9, 3.1.0-rc10, false",
    "3.1.0-beta, 3.1.0-alpha.4, true",
    "3.1.0-alpha.2, 3.1.0-alpha.11, false",
    "3.1.0-alpha, 3.0.9, true",
    "1.0-x.2, 1.0-x.b, false",
    "1.0-x.b, 1.0-x.2, true",
    "1.0-x.1, 1.0-x, true",
    "2.0.0+build7, 2.0.0+build6, false",
  })
  void refusesAVersionThatGoesBack(String older, String newer, boolean breaking) {
    List<Change> changes =
        Compatibility.compare(
            contract(OLDER.replace("version: 1", "version: \"" + older + "\"")),
            contract(OLDER.replace("version: 1", "version: \"" + newer + "\"")));

    assertThat(changes).extracting(Change::breaking).containsExactly(breaking);
  }

  @Provide
  Arbitrary<Contract> contracts() {
    return ContractArbitraries.contracts();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void findsNoChangeInAContractComparedWithItself(@ForAll("contracts") Contract contract) {
    assertThat(Compatibility.compare(contract, contract)).isEmpty();
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void findsAChangeWheneverContractsDiffer(
      @ForAll("contracts") Contract older, @ForAll("contracts") Contract newer) {
    if (!older.equals(newer)) {
      assertThat(Compatibility.compare(older, newer)).isNotEmpty();
    }
  }
}
