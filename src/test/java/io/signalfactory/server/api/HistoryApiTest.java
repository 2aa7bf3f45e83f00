package io.signalfactory.server.api;

import static io.signalfactory.query.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalfactory.past.Counted;
import io.signalfactory.past.HourCount;
import io.signalfactory.past.Judged;
import io.signalfactory.past.RollupHour;
import io.signalfactory.past.WorstStates;
import io.signalfactory.query.Samples;
import io.signalfactory.server.ApiDescription;
import io.signalfactory.server.ServerFixture;
import io.signalfactory.signal.ObservedSpan;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.State;
import io.signalfactory.tally.Counts;
import io.signalfactory.tally.RuleTotals;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryApiTest {

  @RegisterExtension static final ServerFixture SERVER = new ServerFixture();

  private static final String HISTORY = "/api/v1/signals/" + ORDERS + "/%s/history";

  @BeforeEach
  void given() {
    SERVER.instance.stores.putContract(ORDERS, Samples.contract(ORDERS, "orders-team", 1));
    SERVER.instance.stores.putMinute(
        ORDERS, minute("2026-01-14T10:00:00Z"), new Counts(8, 2, 1, 16, 12));
    SERVER.instance.stores.putMinute(
        ORDERS, minute("2026-01-14T10:59:00Z"), new Counts(2, 0, 1, 4, 3));
    SERVER.instance.stores.putMinute(
        ORDERS, minute("2026-01-14T11:00:00Z"), new Counts(5, 5, 0, 0, 0));
    SERVER.instance.stores.putMinute(
        ORDERS, minute("2026-01-14T12:34:00Z"), new Counts(1, 0, 0, 0, 0));
  }

  private static long minute(String time) {
    return Instant.parse(time).getEpochSecond() / 60;
  }

  private static JsonNode history(String signal, String query) {
    return SERVER.json(HISTORY.formatted(signal) + query);
  }

  private static JsonNode window(JsonNode history, String start) {
    for (JsonNode window : history.path("windows")) {
      if (window.path("start").asText().equals(start)) {
        return window;
      }
    }
    throw new AssertionError("no window starts at " + start + " in " + history);
  }

  @Test
  void judgesClosedCalendarHoursAndNoOtherWindows() {
    // given
    SERVER.instance.stores.putObserved(
        ORDERS,
        new ObservedSpan(
            Instant.parse("2026-01-14T09:30:00Z"), Instant.parse("2026-01-14T12:00:00Z")));

    // when
    JsonNode hourly = history("volume", "");
    JsonNode finer = history("volume", "?step=30m");
    JsonNode compliance = history("compliance", "");

    // then
    assertThat(window(hourly, "2026-01-14T09:00:00.000Z").path("state").asText())
        .isEqualTo("UNKNOWN");
    assertThat(window(hourly, "2026-01-14T10:00:00.000Z").path("state").asText()).isEqualTo("OK");
    assertThat(window(hourly, "2026-01-14T12:00:00.000Z").path("state").asText())
        .isEqualTo("UNKNOWN");
    assertThat(window(finer, "2026-01-14T10:00:00.000Z").has("state")).isFalse();
    assertThat(window(compliance, "2026-01-14T10:00:00.000Z").has("state")).isFalse();
  }

  @Test
  void answersTheCalendarHoursOfTheLastDayByDefault() {
    // when
    JsonNode history = history("volume", "");

    // then
    assertThat(history.path("step").asText()).isEqualTo("PT1H");
    assertThat(history.path("unit").asText()).isEqualTo("events");
    assertThat(history.path("kept_from").asText()).isEqualTo("2026-01-14T10:00:00.000Z");
    assertThat(history.path("windows")).hasSize(25);
    assertThat(history.at("/windows/0/start").asText()).isEqualTo("2026-01-13T12:00:00.000Z");
    assertThat(history.at("/windows/24/end").asText()).isEqualTo("2026-01-14T13:00:00.000Z");
    JsonNode ten = window(history, "2026-01-14T10:00:00.000Z");
    assertThat(ten.path("end").asText()).isEqualTo("2026-01-14T11:00:00.000Z");
    assertThat(ten.path("events").asLong()).isEqualTo(10);
    assertThat(ten.path("failed").asLong()).isEqualTo(2);
    assertThat(ten.path("warned").asLong()).isEqualTo(2);
    assertThat(ten.path("rule_evaluations").asLong()).isEqualTo(20);
    assertThat(ten.path("rule_passes").asLong()).isEqualTo(15);
    assertThat(ten.path("value").asDouble()).isEqualTo(10);
    assertThat(window(history, "2026-01-14T09:00:00.000Z").path("value").asDouble()).isZero();
  }

  @Test
  void hasAValueForEachSignal() {
    // when
    JsonNode compliance = history("compliance", "");
    JsonNode quality = history("quality", "");
    JsonNode freshness = history("freshness", "");

    // then
    String ten = "2026-01-14T10:00:00.000Z";
    String eleven = "2026-01-14T11:00:00.000Z";
    String nine = "2026-01-14T09:00:00.000Z";
    assertThat(window(compliance, ten).path("value").asDouble()).isEqualTo(0.8);
    assertThat(window(compliance, eleven).path("value").asDouble()).isZero();
    assertThat(window(compliance, nine).path("value").isNull()).isTrue();
    assertThat(window(quality, ten).path("value").asDouble()).isEqualTo(0.75);
    assertThat(window(quality, eleven).path("value").isNull()).isTrue();
    assertThat(window(freshness, ten).path("value").isNull()).isTrue();
    assertThat(freshness.path("unit").asText()).isEqualTo("seconds");
  }

  @Test
  void theValueOfFreshnessIsTheWorstStalenessAndHoursGoBackByRollUps() {
    // given
    long longAgo = minute("2026-01-04T10:00:00Z") / 60;
    SERVER.instance.stores.past.putRollup(
        ORDERS,
        longAgo,
        new RollupHour(
            HourCount.closed(new Counted(new Counts(77, 7, 0, 0, 0), RuleTotals.NONE), null),
            new Judged(3_600, 312, WorstStates.of(Signal.FRESHNESS, State.OK))));
    String span = "?from=2026-01-04T09:00:00Z&to=2026-01-04T12:00:00Z";

    // when
    JsonNode freshness = history("freshness", span);
    JsonNode volume = history("volume", span);

    // then
    String ten = "2026-01-04T10:00:00.000Z";
    assertThat(window(freshness, ten).path("value").asDouble()).isEqualTo(312);
    assertThat(window(freshness, "2026-01-04T11:00:00.000Z").path("value").isNull()).isTrue();
    assertThat(window(volume, ten).path("events").asLong()).isEqualTo(77);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5m", "PT5M"})
  void alignsTheEndsToTheStep(String step) {
    // when
    JsonNode history =
        history("volume", "?from=2026-01-14T10:57:30Z&to=2026-01-14T12:01:00%2B01:00&step=" + step);

    // then
    assertThat(history.path("windows")).hasSize(2);
    assertThat(history.at("/windows/0/start").asText()).isEqualTo("2026-01-14T10:55:00.000Z");
    assertThat(history.at("/windows/0/events").asLong()).isEqualTo(2);
    assertThat(history.at("/windows/1/end").asText()).isEqualTo("2026-01-14T11:05:00.000Z");
    assertThat(history.at("/windows/1/events").asLong()).isEqualTo(5);
  }

  @Test
  void anEndOnTheStepAddsNoWindow() {
    // when
    JsonNode history =
        history("volume", "?from=2026-01-13T00:00:00Z&to=2026-01-15T00:00:00Z&step=1d");

    // then
    assertThat(history.path("windows")).hasSize(2);
    assertThat(history.at("/windows/1/events").asLong()).isEqualTo(16);
  }

  @Test
  void everyEventIsInOneWindowWhateverTheStep() {
    // when
    long byMinute = events(history("volume", "?step=1m&from=2026-01-13T12:34:56Z"));
    long bySeven = events(history("volume", "?step=7m"));

    // then
    assertThat(byMinute).isEqualTo(16);
    assertThat(bySeven).isEqualTo(16);
  }

  private static long events(JsonNode history) {
    return history.findValues("events").stream().mapToLong(JsonNode::asLong).sum();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "step=0m # query parameter 'step' is '0m', but must be whole minutes from 1m to 1d",
        "step=2d # query parameter 'step' is '2d', but must be whole minutes from 1m to 1d",
        "step=PT90S # query parameter 'step' is 'PT90S', but must be whole minutes",
        "step=hour # query parameter 'step' is 'hour', but must be whole minutes",
        "step=-5m # query parameter 'step' is '-5m'",
        "from=yesterday # query parameter 'from' is 'yesterday', but must be an RFC 3339 time",
        "from=2026-01-14T10:00:00+01:00 # (in a URL, '+' is written as %2B)",
        "to=2026-02-30T10:00:00Z # query parameter 'to' is '2026-02-30T10:00:00Z'",
        "to=%2B999999-01-01T00:00:00Z # of the years 1 to 9998",
        "from=2026-01-14T13:00:00Z # 'from' must be before 'to' (without a 'to', it" + " is now)",
        "from=2026-01-14T13:00:00Z&to=2026-01-14T13:00:00Z # 'from' must be before 'to'",
        "window=5m # unknown query parameter 'window': this path has from, to, step",
      })
  void refusesAWrongSpanAndNamesWhatIsAllowed(String query, String detail) {
    // when
    HttpResponse<String> response = SERVER.get(HISTORY.formatted("volume") + "?" + query);

    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(ApiDescription.read(response.body()).path("detail").asText()).contains(detail);
  }

  @Test
  void refusesTooManyWindowsAndProposesALongerStep() {
    // given
    String span =
        HISTORY.formatted("volume") + "?from=2026-01-01T00:00:00Z&to=2026-01-14T00:00:00Z";

    // when
    HttpResponse<String> tooMany = SERVER.get(span + "&step=1m");

    // then
    assertThat(tooMany.statusCode()).isEqualTo(400);
    assertThat(ApiDescription.read(tooMany.body()).path("detail").asText())
        .isEqualTo(
            "18720 windows of PT1M are asked for, and one answer has at most 1500: ask for a"
                + " shorter span, or for a step of 13m");
    assertThat(SERVER.get(span + "&step=13m").statusCode()).isEqualTo(200);
  }

  @Test
  void proposesAStepThatFitsASpanThatIsNotAlignedToIt() {
    // given: 1,500 times 13 minutes, which touch 1,501 windows of 13 minutes
    String span =
        HISTORY.formatted("volume") + "?from=2026-01-01T00:01:00Z&to=2026-01-14T13:01:00Z";

    // when
    HttpResponse<String> tooMany = SERVER.get(span + "&step=1m");

    // then
    assertThat(ApiDescription.read(tooMany.body()).path("detail").asText())
        .endsWith("or for a step of 14m");
    assertThat(SERVER.get(span + "&step=13m").statusCode()).isEqualTo(400);
    assertThat(SERVER.get(span + "&step=14m").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1m", "1d"})
  void refusesTenThousandYears(String step) {
    // when
    HttpResponse<String> response =
        SERVER.get(
            HISTORY.formatted("volume")
                + "?from=0001-01-01T00:00:00Z&to=9998-12-31T23:59:59Z&step="
                + step);

    // then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("ask for a shorter span\"");
  }

  @Test
  void answers404ForAnUnknownDataset() {
    // when
    HttpResponse<String> response = SERVER.get("/api/v1/signals/urn:dp:no:such/volume/history");

    // then
    assertThat(response.statusCode()).isEqualTo(404);
  }
}
