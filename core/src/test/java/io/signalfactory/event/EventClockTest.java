package io.signalfactory.event;

import static io.signalfactory.testkit.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.event.EventTime.Source;
import io.signalfactory.event.EventTime.Stamp;
import io.signalfactory.event.EventTime.Validity;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.time.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventClockTest {

  private static final long ARRIVAL = ms("2026-01-14T12:00:00Z");
  private static final long NOW = ARRIVAL;
  private static final RawRecord SENT = record("{}").timestamp(ARRIVAL).build();
  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final Duration BEHIND = Duration.ofDays(2);

  @ParameterizedTest
  @CsvSource({
    "2026-01-14T11:59:00Z, VALID",
    "2026-01-14T12:05:00Z, VALID",
    "2026-01-14T12:05:00.001Z, IN_FUTURE",
    "9999-12-31T23:59:59.999Z, IN_FUTURE",
    "2026-01-12T12:00:00Z, VALID",
    "2026-01-12T11:59:59.999Z, TOO_OLD",
    "0001-01-01T00:00:00Z, TOO_OLD",
    "0000-01-01T00:00:00Z, TOO_OLD",
  })
  void judgesATimeByItsDistanceFromTheArrival(String time, Validity validity) {
    EventTime read = read("{\"event_time\":\"" + time + "\"}");

    assertThat(read.epochMs()).isEqualTo(ms(time));
    assertThat(read.source()).isEqualTo(Source.PAYLOAD);
    assertThat(read.validity()).isEqualTo(validity);
    assertThat(read.countedAtMs()).isEqualTo(validity == Validity.VALID ? ms(time) : ARRIVAL);
  }

  @ParameterizedTest
  @CsvSource({"2026-01-14T12:00:00Z, true", "2027-01-01T00:00:00Z, false"})
  void countsForFreshnessUnlessItIsInTheFuture(String time, boolean trusted) {
    assertThat(read("{\"event_time\":\"" + time + "\"}").freshAtMs().isPresent())
        .isEqualTo(trusted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"yesterday\"", "\"\"", "1768392000", "true", "{}", "[]", "1e999999999"})
  void usesTheRecordsTimestampIfTheTimeCannotBeRead(String value) {
    EventTime read = read("{\"event_time\":" + value + ",\"timestamp\":\"2026-01-14T11:00:00Z\"}");

    assertThat(read).isEqualTo(new EventTime(ARRIVAL, Validity.INVALID, ARRIVAL, Stamp.PLAUSIBLE));
    assertThat(read.freshAtMs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"event_time\":null}", "{\"time\":\"2026-01-14T11:00:00Z\"}"})
  void usesTheRecordsTimestampIfThereIsNoTime(String json) {
    EventTime read = read(json);

    assertThat(read).isEqualTo(new EventTime(ARRIVAL, Validity.MISSING, ARRIVAL, Stamp.PLAUSIBLE));
    assertThat(read.freshAtMs()).hasValue(ARRIVAL);
  }

  @Test
  void usesTheRecordsTimestampOfAMalformedValueAndDoesNotCountItForFreshness() {
    EventTime read = clock(List.of()).invalid(SENT, new PartitionClock(), NOW);

    assertThat(read).isEqualTo(new EventTime(ARRIVAL, Validity.INVALID, ARRIVAL, Stamp.PLAUSIBLE));
    assertThat(read.freshAtMs()).isEmpty();
  }

  @Test
  void countsTheArrivalOfATombstoneForFreshness() {
    EventTime read = clock(List.of()).missing(SENT, new PartitionClock(), NOW);

    assertThat(read).isEqualTo(new EventTime(ARRIVAL, Validity.MISSING, ARRIVAL, Stamp.PLAUSIBLE));
    assertThat(read.freshAtMs()).hasValue(ARRIVAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"timestamp\":\"2026-01-14T11:00:00Z\",\"event_time\":\"2026-01-14T10:00:00Z\"}",
        "{\"timestamp\":\"2026-01-14T10:00:00Z\"}",
        "{\"event_time\":null,\"timestamp\":\"2026-01-14T10:00:00Z\"}",
        "{\"event_time\":\"2026-01-14T10:00:00Z\",\"payload\":{\"timestamp\":\"2026-01-14T11:00:00Z\"}}",
        "{\"event_time\":\"2026-01-14T11:00:00Z\",\"payload\":{\"event_time\":\"2026-01-14T10:00:00Z\"}}"
      })
  void readsTheFirstCandidateThatIsPresent(String json) {
    assertThat(read(json).epochMs()).isEqualTo(ms("2026-01-14T10:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "EPOCH_SECONDS, 1768388400",
    "EPOCH_SECONDS, 1768388400.000",
    "EPOCH_MILLIS, 1768388400000",
  })
  void readsTheFormatThatTheContractNames(TimeFormat format, String number) {
    FieldPlan.Builder plan = new FieldPlan.Builder();
    EventClock.Candidate candidate =
        new EventClock.Candidate(plan.slot(FieldPath.of("at"), true), format);
    EventFields fields = fields(plan, "{\"at\":" + number + "}");

    EventTime read = clock(List.of(candidate)).read(fields, SENT, new PartitionClock(), NOW);

    assertThat(read.epochMs()).isEqualTo(ms("2026-01-14T11:00:00Z"));
  }

  @Property
  void anEventIsNeverFresherThanItsArrival(
      @ForAll @LongRange(min = 0, max = 300_000) long aheadMs) {
    EventTime read = read("{\"event_time\":\"" + Instant.ofEpochMilli(ARRIVAL + aheadMs) + "\"}");

    assertThat(read.validity()).isEqualTo(Validity.VALID);
    assertThat(read.freshAtMs()).hasValue(ARRIVAL);
    assertThat(read.countedAtMs()).isEqualTo(ARRIVAL + aheadMs);
  }

  @Test
  void anOldEventIsAsFreshAsItIsOld() {
    EventTime read = read("{\"event_time\":\"2026-01-14T11:00:00Z\"}");

    assertThat(read.freshAtMs()).hasValue(ms("2026-01-14T11:00:00Z"));
  }

  @Test
  void anEventAheadOfTheStampOfABrokerIsInTheFutureHoweverLateItIsRead() {
    FieldPlan.Builder plan = new FieldPlan.Builder();
    EventClock.Candidate candidate =
        new EventClock.Candidate(plan.slot(FieldPath.of("at"), true), TimeFormat.RFC3339);
    EventFields fields = fields(plan, "{\"at\":\"2026-01-14T12:05:00.001Z\"}");
    RawRecord sent = record("{}").timestamp(ARRIVAL).byBroker().build();

    EventTime read =
        clock(List.of(candidate)).read(fields, sent, new PartitionClock(), NOW + 3_600_000);

    assertThat(read.validity()).isEqualTo(Validity.IN_FUTURE);
  }

  private static EventTime read(String json) {
    FieldPlan.Builder plan = new FieldPlan.Builder();
    List<EventClock.Candidate> candidates =
        List.of(
            new EventClock.Candidate(
                plan.slot(FieldPath.of("event_time"), true), TimeFormat.RFC3339),
            new EventClock.Candidate(
                plan.slot(FieldPath.of("timestamp"), true), TimeFormat.RFC3339));
    return clock(candidates).read(fields(plan, json), SENT, new PartitionClock(), NOW);
  }

  private static EventFields fields(FieldPlan.Builder plan, String json) {
    Decoding decoding = new JsonFormat().reader(plan.build()).read(record(json).build());
    return ((Decoding.Decoded) decoding).fields();
  }

  private static EventClock clock(List<EventClock.Candidate> candidates) {
    return new EventClock(candidates, AHEAD, BEHIND);
  }

  private static long ms(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
