package io.signalfactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class RecordFormatTest {

  private final RecordFormat plain = new RecordFormat(false);

  @Test
  void anEvidenceLineShowsWhatWasWrongByWhomAndWhere() throws Exception {
    String line =
        plain.evidence(
            json(
                """
                {"dataset_urn":"urn:dp:orders:created","outcome":"FAIL",
                 "processing_time":"2026-01-14T12:34:57.120Z",
                 "source":{"topic":"raw.orders.events","partition":3,"offset":1042},
                 "producer":{"service":"orders-svc","version":"v3.18"},
                 "gates":[{"gate":"G1","outcome":"PASS"},
                          {"gate":"G4","outcome":"FAIL","violations":[
                            {"code":"MISSING_REQUIRED_FIELD","field":"customer_id"}]}]}
                """));

    assertThat(line)
        .startsWith("2026-01-14T12:34:57.120Z  FAIL  urn:dp:orders:created ")
        .contains("raw.orders.events-3@1042  orders-svc v3.18")
        .endsWith("G4 MISSING_REQUIRED_FIELD customer_id");
  }

  @Test
  void aSignalLineShowsStateValueAndReason() throws Exception {
    String line =
        plain.signal(
            json(
                """
                {"dataset_urn":"urn:dp:orders:created","signal":"compliance","consumer":"dash",
                 "state":"CRITICAL","observed":{"value":0.81,"unit":"ratio"},
                 "since":"2026-01-14T12:00:00.000Z","reason":"below the limit"}
                """));

    assertThat(line)
        .startsWith("CRITICAL  compliance  urn:dp:orders:created (dash)")
        .contains("81.0 %")
        .contains("since 2026-01-14T12:00:00.000Z")
        .endsWith("below the limit");
  }

  @Test
  void aResolvedBreachIsDatedByItsEnd() throws Exception {
    String line =
        plain.breach(
            json(
                """
                {"breach_id":"brc-1","status":"RESOLVED","severity":"CRITICAL",
                 "dataset_urn":"urn:dp:orders:created","signal":"volume",
                 "detected_at":"2026-01-14T12:00:00.000Z","resolved_at":"2026-01-14T12:09:00.000Z",
                 "summary":"all is well"}
                """));

    assertThat(line).startsWith("2026-01-14T12:09:00.000Z  RESOLVED  CRITICAL  volume");
    assertThat(line).endsWith("all is well  [brc-1]");
  }

  @Test
  void anUpdatedBreachIsDatedByItsUpdate() throws Exception {
    String line =
        plain.breach(
            json(
                """
                {"breach_id":"brc-1","status":"UPDATED","severity":"CRITICAL",
                 "dataset_urn":"urn:dp:orders:created","signal":"volume",
                 "detected_at":"2026-01-14T12:00:00.000Z","updated_at":"2026-01-14T12:04:00.000Z",
                 "resolved_at":null,"summary":"worse"}
                """));

    assertThat(line).startsWith("2026-01-14T12:04:00.000Z  UPDATED");
  }

  @Test
  void aNameCannotSteerTheTerminal() throws Exception {
    String line = plain.evidence(json("{\"producer\":{\"service\":\"a\\u001b[31m\\nb\\u009b\"}}"));

    assertThat(line).contains("a\\u001b[31m\\nb\\u009b");
  }

  @Test
  void missingMembersLeaveNoTrace() throws Exception {
    assertThat(plain.evidence(json("{}"))).doesNotContain("null").contains("(unknown producer)");
    assertThat(plain.signal(json("{}"))).doesNotContain("null");
    assertThat(plain.breach(json("{}"))).doesNotContain("null");
  }

  @Test
  void coloursAreOnlyForTerminals() throws Exception {
    JsonNode evidence = json("{\"outcome\":\"FAIL\"}");

    assertThat(new RecordFormat(true).evidence(evidence)).contains("\u001b[");
    assertThat(plain.evidence(evidence)).doesNotContain("\u001b");
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new JsonMapper().readTree(text);
  }
}
