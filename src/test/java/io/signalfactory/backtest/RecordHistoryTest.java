package io.signalfactory.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.gate.ContractCatalog;
import io.signalfactory.gate.OwnTime;
import io.signalfactory.testkit.ContractBuilder;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordHistoryTest {

  private static final String TOPIC = "raw.orders.events";
  private static final long NOON = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

  @Test
  void aRecordArrivesAtItsTimestamp() throws Exception {
    RecordHistory history =
        of("{\"value\":{\"event_time\":\"2026-03-02T11:00:00Z\"},\"timestamp\":" + NOON + "}");

    assertThat(history.startMs()).isEqualTo(NOON);
    assertThat(all(history))
        .singleElement()
        .satisfies(
            arrival -> {
              assertThat(arrival.atMs()).isEqualTo(NOON);
              assertThat(arrival.timestampMs()).isEqualTo(NOON);
            });
  }

  @Test
  void anEventWithoutTimestampArrivesAtItsEventTime() throws Exception {
    RecordHistory history = of("{\"event_time\":\"2026-03-02T12:00:00Z\"}");

    assertThat(history.startMs()).isEqualTo(NOON);
    assertThat(all(history)).extracting(Arrival.OfRecord::timestampMs).containsExactly(NOON);
  }

  @Test
  void aTimestampInSecondsGivesWayToTheTimeInTheEvent() throws Exception {
    RecordHistory history =
        of(
            "{\"value\":{\"event_time\":\"2026-03-02T12:00:00Z\"},\"timestamp\":"
                + NOON / 1_000
                + "}");

    assertThat(history.startMs()).isEqualTo(NOON);
    assertThat(all(history))
        .singleElement()
        .satisfies(
            arrival -> {
              assertThat(arrival.atMs()).isEqualTo(NOON);
              assertThat(arrival.timestampMs()).isEqualTo(NOON / 1_000);
            });
  }

  @Test
  void theClockNeverGoesBack() throws Exception {
    // given
    RecordHistory history =
        of(
            "{\"event_time\":\"2026-03-02T12:00:00Z\"}",
            "{\"event_time\":\"2026-03-02T11:00:00Z\"}",
            "{\"event_time\":\"2026-03-02T12:00:01Z\"}");
    history.startMs();
    // when
    List<Arrival.OfRecord> arrivals = all(history);
    // then
    assertThat(arrivals).extracting(Arrival::atMs).containsExactly(NOON, NOON, NOON + 1_000);
    assertThat(history.notes())
        .singleElement()
        .asString()
        .startsWith("1 of 3 records are earlier than a line above them, by up to 60 minutes");
  }

  @Test
  void theUsualDisorderOfPartitionsGivesNoNote() throws Exception {
    RecordHistory history =
        of(
            "{\"event_time\":\"2026-03-02T12:00:59Z\"}",
            "{\"event_time\":\"2026-03-02T12:00:00Z\"}");
    history.startMs();

    assertThat(all(history)).hasSize(2);
    assertThat(history.notes()).isEmpty();
  }

  @Test
  void aRecordWithoutTimeArrivesWithTheLineAboveOrTheFirstWithATime() throws Exception {
    // given
    RecordHistory history =
        of(
            "not json",
            "",
            "{\"value\":null}",
            "{\"event_time\":\"2026-03-02T12:00:00Z\"}",
            "\u0000\u0001",
            "{\"event_time\":\"yesterday\"}",
            "{\"value\":{},\"timestamp\":0}");
    // when
    long start = history.startMs();
    // then
    assertThat(start).isEqualTo(NOON);
    assertThat(all(history)).hasSize(7).extracting(Arrival::atMs).containsOnly(NOON);
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThatThrownBy(() -> of().startMs())
        .isInstanceOf(HistoryException.class)
        .hasMessage("f.jsonl: there is no record in it");
  }

  @Test
  void aFileWithoutAnyTimeIsRefused() {
    assertThatThrownBy(() -> of("{}", "x").startMs())
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("f.jsonl: none of its records has a time: write");
  }

  @Test
  void onlySomeLinesWithoutATimeAreKeptInMemory() {
    String[] lines = new String[RecordHistory.MAX_WITHOUT_TIME + 1];
    java.util.Arrays.fill(lines, "{}");

    assertThatThrownBy(() -> of(lines).startMs())
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("f.jsonl:1000: no line up to this one has a time");
  }

  @Test
  void aLineThatIsNotARecordIsNamed() throws Exception {
    RecordHistory history =
        of("{\"event_time\":\"2026-03-02T12:00:00Z\"}", "{\"value\":1,\"timestamp\":\"now\"}");
    history.startMs();

    assertThatThrownBy(() -> all(history))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("f.jsonl:2: \"timestamp\" must be whole milliseconds");
  }

  @Test
  void aTimestampAfterYear9999IsReported() {
    assertThatThrownBy(() -> of("{\"value\":{},\"timestamp\":9223372036854775807}").startMs())
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("f.jsonl:1: \"timestamp\" is after the year 9999");
  }

  @Test
  void aSilenceThatIsTooLongIsReported() throws Exception {
    long tooLate = NOON + Duration.ofDays(35).toMillis() + 1;
    RecordHistory history =
        of(
            "{\"value\":{},\"timestamp\":" + NOON + "}",
            "{\"value\":{},\"timestamp\":" + tooLate + "}");
    history.startMs();

    assertThatThrownBy(() -> all(history))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("f.jsonl:2: at 2026-04-06T12:00:00.001Z, more than 35 days after");
  }

  private static RecordHistory of(String... lines) {
    ContractCatalog catalog = new ContractCatalog(new JsonFormat());
    catalog.apply(ContractBuilder.contract("urn:dp:orders:created").topic(TOPIC).build());
    return new RecordHistory(
        Input.of("f.jsonl", new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8))),
        TOPIC,
        new OwnTime(catalog.plan(TOPIC)));
  }

  private static List<Arrival.OfRecord> all(RecordHistory history) throws Exception {
    List<Arrival.OfRecord> arrivals = new ArrayList<>();
    Arrival arrival;
    while ((arrival = history.next()) != null) {
      arrivals.add((Arrival.OfRecord) arrival);
    }
    return arrivals;
  }
}
