package io.signalfactory.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Field;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.QualityRule;
import io.signalfactory.control.ContractCheck;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.infer.ContractDrafts;
import io.signalfactory.infer.Draft;
import io.signalfactory.infer.Sample;
import io.signalfactory.infer.SampledRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The drafts for the topics of the demo, field by field against the contracts written by hand. */
class DemoDraftTest {

  private static final Instant START = Instant.parse("2026-01-14T12:00:00Z");

  /** The healthy minute with which the demo begins. */
  private static Draft draft(String topic) {
    DemoEvents events = new DemoEvents(new Random(7), "run");
    DemoScript script = new DemoScript(events, START);
    List<SampledRecord> records = new ArrayList<>();
    for (int tenth = 1; tenth < 500; tenth++) {
      Instant now = START.plus(Duration.ofMillis(100L * tenth));
      for (DemoRecord record : script.advance(now).records()) {
        if (record.topic().equals(topic)) {
          Map<String, String> headers = new HashMap<>();
          record
              .headers()
              .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
          records.add(
              new SampledRecord(
                  0, records.size(), record.key(), headers, record.value(), now.toEpochMilli()));
        }
      }
    }
    return ContractDrafts.of(
            new Sample(topic, records, List.of()),
            new IdentityRules(
                List.of("x-obs-producer-service"), List.of("x-obs-producer-version"), Map.of()))
        .orElseThrow();
  }

  private static Contract drafted(Draft draft) {
    assertThat(draft.datasets()).hasSize(1);
    assertThat(draft.datasets().get(0).passed()).isEqualTo(draft.datasets().get(0).records());
    return ContractCheck.of("draft", draft.yaml()).contracts().get(0);
  }

  private static Contract byHand(String file) {
    return ContractCheck.of(List.of(Path.of("contracts", file))).contracts().get(0);
  }

  private static Map<FieldPath, String> fields(Contract contract) {
    return contract.fields().declared().stream()
        .collect(
            Collectors.toMap(
                Field::path,
                field ->
                    field.type().label()
                        + (field.required() ? " required" : " optional")
                        + (field.nullable() ? " nullable" : "")
                        + (field.pii() ? " pii" : "")
                        + " "
                        + field.format().label()));
  }

  private static List<String> expressions(Contract contract) {
    return contract.rules().stream()
        .map(
            rule ->
                rule instanceof QualityRule.Condition condition
                    ? condition.expression()
                    : "unique " + ((QualityRule.Unique) rule).fields())
        .toList();
  }

  @Test
  void describesOrdersAsTheContractByHandDoesAndMore() {
    // given
    Contract byHand = byHand("orders/order-created.yaml");
    // when
    Draft draft = draft(DemoEvents.ORDERS);
    // then
    Contract drafted = drafted(draft);
    assertThat(fields(drafted)).containsAllEntriesOf(fields(byHand));
    assertThat(drafted.fields().declared())
        .filteredOn(field -> byHand.fields().find(field.path()).isEmpty())
        .extracting(field -> field.path() + " " + field.type())
        .containsExactlyInAnyOrder(
            "event_type " + FieldType.STRING,
            "currency " + FieldType.STRING,
            "items " + FieldType.ARRAY);
    assertThat(drafted.dataset().topic()).isEqualTo(byHand.dataset().topic());
    assertThat(drafted.dataset().eventTime()).isEqualTo(byHand.dataset().eventTime());
    assertThat(drafted.dataset().producer()).isEqualTo(byHand.dataset().producer());
    // One type alone makes no match, but the draft says which one it would be.
    assertThat(drafted.dataset().match()).isNull();
    assertThat(draft.yaml())
        .contains("# match: {field: \"event_type\", equals: \"order.created\"}")
        .contains("# members: price (number), quantity (whole number), sku (text)")
        .doesNotContain("cust-")
        .doesNotContain("sku-")
        .doesNotContain("ord-run");
    assertThat(expressions(drafted))
        .containsExactly("\"currency\" IN ('EUR', 'GBP', 'USD')", "unique [order_id]");
    assertThat(drafted.slos().compliance()).isNotNull();
    assertThat(drafted.slos().freshness()).as("a minute is too short").isNull();
    assertThat(drafted.ownerIsOpen()).isTrue();
  }

  @Test
  void describesPaymentsInTheirEnvelopeAsTheContractByHandDoes() {
    // given
    Contract byHand = byHand("payments/payment-authorized.yaml");
    // when
    Draft draft = draft(DemoEvents.PAYMENTS);
    // then
    Contract drafted = drafted(draft);
    assertThat(fields(drafted)).containsAllEntriesOf(fields(byHand));
    assertThat(drafted.fields().declared())
        .filteredOn(field -> byHand.fields().find(field.path()).isEmpty())
        .extracting(field -> field.path().toString())
        .containsExactlyInAnyOrder("event_id", "event_type");
    assertThat(drafted.dataset().match()).isEqualTo(byHand.dataset().match());
    assertThat(drafted.dataset().eventTime()).isEqualTo(byHand.dataset().eventTime());
    assertThat(drafted.dataset().producer()).isEqualTo(byHand.dataset().producer());
    assertThat(expressions(drafted))
        .containsExactly("\"currency\" IN ('EUR', 'GBP', 'USD')", "unique [payment_id]");
  }
}
