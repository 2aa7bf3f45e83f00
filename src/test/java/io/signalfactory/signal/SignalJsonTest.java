package io.signalfactory.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.signalfactory.codec.CodecException;
import io.signalfactory.contract.Slos;
import io.signalfactory.tally.Cause;
import io.signalfactory.tally.CauseKey;
import io.signalfactory.tally.Sample;
import io.signalfactory.tally.Window;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalJsonTest {

  private static final Instant TIME = Instant.parse("2026-01-14T12:34:56Z");

  private static final SignalState STATE =
      new SignalState(
          new SignalKey(Scenario.URN, Signal.FRESHNESS, null),
          State.CRITICAL,
          new Measure(1_260.0, Measure.Unit.SECONDS),
          Threshold.of(600.0, 900.0),
          null,
          TIME,
          TIME.plusMillis(120),
          "brc-01JDB2X4M8QZ0V6T3H5R9K7C1N",
          "no event for 21 min",
          Map.of("latest_event_time", "2026-01-14T12:13:56.000Z"));

  private static final Breach BREACH =
      new Breach(
          "brc-01JDB2X4M8QZ0V6T3H5R9K7C1N",
          Breach.Status.OPEN,
          State.CRITICAL,
          new SignalKey(Scenario.URN, Signal.COMPLIANCE, null),
          "orders-team",
          1,
          "3",
          new Measure(0.81, Measure.Unit.RATIO),
          Threshold.of(null, 0.95),
          new Window(TIME.minusSeconds(3_600), TIME),
          TIME,
          TIME.plusSeconds(1),
          TIME.plusSeconds(64),
          null,
          "81.0 % of events passed",
          List.of(
              new Cause(
                  new CauseKey(
                      "orders-svc", "v3.18", "G4", "MISSING_REQUIRED_FIELD", "customer_id", null),
                  912,
                  0.97,
                  TIME,
                  new Sample("raw.orders.events", 3, 1_042, "evd-1", "4bf92f35"))),
          List.of("exec-dashboard"));

  @Test
  void writesAStateAsTheInterfaceSays() {
    assertThat(text(SignalJson.write(STATE)))
        .isEqualTo(
            """
            {"dataset_urn":"urn:dp:orders:created","signal":"freshness","consumer":null,\
            "state":"CRITICAL","observed":{"value":1260.0,"unit":"seconds"},\
            "threshold":{"warning":600,"critical":900},"window":null,\
            "since":"2026-01-14T12:34:56.000Z","updated_at":"2026-01-14T12:34:56.120Z",\
            "breach_id":"brc-01JDB2X4M8QZ0V6T3H5R9K7C1N","reason":"no event for 21 min",\
            "details":{"latest_event_time":"2026-01-14T12:13:56.000Z"}}\
            """);
  }

  @Test
  void writesABreachAsTheInterfaceSays() {
    assertThat(text(SignalJson.write(BREACH)))
        .isEqualTo(
            """
            {"breach_id":"brc-01JDB2X4M8QZ0V6T3H5R9K7C1N","status":"OPEN","severity":"CRITICAL",\
            "dataset_urn":"urn:dp:orders:created","signal":"compliance","consumer":null,\
            "owner":"orders-team","tier":1,"contract_version":"3",\
            "observed":{"value":0.81,"unit":"ratio"},"threshold":{"critical":0.95},\
            "window":{"start":"2026-01-14T11:34:56.000Z","end":"2026-01-14T12:34:56.000Z"},\
            "opened_at":"2026-01-14T12:34:56.000Z","detected_at":"2026-01-14T12:34:57.000Z",\
            "updated_at":"2026-01-14T12:36:00.000Z","resolved_at":null,"summary":"81.0 % of events passed",\
            "causes":[{"service":"orders-svc","version":"v3.18","gate":"G4",\
            "code":"MISSING_REQUIRED_FIELD","field":"customer_id","rule":null,\
            "count":912,"share":0.97,"first_seen":"2026-01-14T12:34:56.000Z",\
            "sample":{"topic":"raw.orders.events","partition":3,"offset":1042,\
            "evidence_id":"evd-1","trace_id":"4bf92f35"}}],\
            "affected_consumers":["exec-dashboard"]}\
            """);
  }

  @Test
  void writesNumbersWithoutExponents() {
    SignalState large =
        new SignalState(
            new SignalKey(Scenario.URN, Signal.VOLUME, null),
            State.OK,
            new Measure(123_456_789_012.0, Measure.Unit.EVENTS),
            Threshold.between(0.00001, 1e12),
            null,
            TIME,
            TIME,
            null,
            "many",
            Map.of("tiny", 1e-9));

    assertThat(text(SignalJson.write(large)))
        .contains("\"value\":123456789012")
        .contains("\"minimum\":0.00001,\"maximum\":1000000000000")
        .contains("\"tiny\":0.0000000010");
  }

  @Test
  void readsBackWhatItWrote() {
    Breach bare =
        new Breach(
            BREACH.breachId(),
            Breach.Status.RESOLVED,
            State.WARNING,
            new SignalKey(Scenario.URN, Signal.FRESHNESS, "exec-dashboard"),
            null,
            null,
            null,
            new Measure(null, Measure.Unit.SECONDS),
            null,
            null,
            TIME,
            TIME,
            TIME.plusSeconds(31),
            TIME.plusMillis(1),
            "resolved",
            List.of(),
            List.of());

    assertThat(SignalJson.readState(SignalJson.write(STATE))).isEqualTo(STATE);
    assertThat(SignalJson.readBreach(SignalJson.write(BREACH))).isEqualTo(BREACH);
    assertThat(SignalJson.readBreach(SignalJson.write(bare))).isEqualTo(bare);
    OpenBreach open = new OpenBreach(BREACH, TIME.plusSeconds(9), TIME, TIME.plusSeconds(3));
    OpenBreach sick = new OpenBreach(BREACH, null, TIME, TIME);
    assertThat(OpenBreachCodec.decode(OpenBreachCodec.encode(open))).isEqualTo(open);
    assertThat(OpenBreachCodec.decode(OpenBreachCodec.encode(sick))).isEqualTo(sick);
  }

  @Test
  void readsBackEveryJudgement() {
    for (SignalState state : statesOf(everything("2026-01-14T13:00:30Z"))) {
      assertThat(SignalJson.readState(SignalJson.write(state))).isEqualTo(state);
    }
  }

  @Test
  void writesStatesThatTheirSchemaAccepts() {
    Schema schema = schema("signal-state");
    List<SignalState> states = statesOf(everything("2026-01-14T13:00:30Z"));

    assertThat(states).hasSizeGreaterThan(4);
    for (SignalState state : states) {
      assertThat(schema.validate(text(SignalJson.write(state)), InputFormat.JSON)).isEmpty();
    }
    assertThat(schema.validate(text(SignalJson.write(STATE)), InputFormat.JSON)).isEmpty();
  }

  @Test
  void writesBreachesThatTheirSchemaAccepts() {
    Schema schema = schema("breach");
    Scenario scenario = everything("2026-01-14T13:00:30Z");
    Instant now = Instant.parse("2026-01-14T13:00:30Z");
    int breaches = 0;

    for (Judgement judgement : scenario.judgedAt(now.toString())) {
      BreachStep opened =
          BreachLifecycle.next(
              null,
              judgement,
              scenario.view().terms(),
              () -> Judges.explain(scenario.view(), judgement, now),
              List.of("exec-dashboard"),
              now,
              null);
      if (opened.open() != null) {
        Breach resolved = BreachLifecycle.resolve(opened.open(), "over", now).transition();
        for (Breach breach : List.of(opened.transition(), resolved)) {
          breaches++;
          assertThat(schema.validate(text(SignalJson.write(breach)), InputFormat.JSON)).isEmpty();
        }
      }
    }
    assertThat(breaches).isEqualTo(8);
  }

  @Test
  void hasSchemasThatRefuseWhatIsWrong() {
    String breach = text(SignalJson.write(BREACH));
    String state = text(SignalJson.write(STATE));

    assertThat(schema("breach").validate(breach.replace("\"OPEN\"", "\"SHUT\""), InputFormat.JSON))
        .isNotEmpty();
    assertThat(schema("breach").validate(breach.replace("56.000Z", "56Z"), InputFormat.JSON))
        .isNotEmpty();
    assertThat(schema("breach").validate(breach.replace("\"count\"", "\"cnt\""), InputFormat.JSON))
        .isNotEmpty();
    assertThat(
            schema("signal-state")
                .validate(state.replace("\"warning\"", "\"warn\""), InputFormat.JSON))
        .isNotEmpty();
    assertThat(schema("signal-state").validate(breach, InputFormat.JSON)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"dataset_urn\":\"urn:dp:a:b\",\"signal\":\"mood\"}",
        "{\"dataset_urn\":3}"
      })
  void refusesOtherJsonWithAClearError(String json) {
    assertThatThrownBy(() -> SignalJson.readState(json.getBytes(UTF_8)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("signal state");
    assertThatThrownBy(() -> SignalJson.readBreach(json.getBytes(UTF_8)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("breach");
    assertThatThrownBy(() -> OpenBreachCodec.decode(json.getBytes(UTF_8)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("open breach");
  }

  @Test
  void refusesAnOpenBreachOfAnotherFormat() {
    String json = text(OpenBreachCodec.encode(new OpenBreach(BREACH, null, TIME, TIME)));

    assertThatThrownBy(
            () ->
                OpenBreachCodec.decode(
                    json.replace("\"format\":1", "\"format\":9").getBytes(UTF_8)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("format 9");
  }

  /** A dataset that has a breach of every signal. */
  private static Scenario everything(String now) {
    CauseKey rule =
        new CauseKey("orders-svc", null, "G5", "RULE_FAILED", null, "total_amount_positive");
    return Scenario.with(
            new Slos(
                new Slos.Freshness(Duration.ofMinutes(15), Duration.ofMinutes(10)),
                List.of(new Slos.ConsumerFreshness("monthly-reports", Duration.ofDays(31), null)),
                new Slos.Volume(100_000L, null, 45, null),
                new Slos.Compliance(0.95, 60),
                new Slos.Quality(0.99, 60)))
        .latestEvent(Instant.parse(now).minusSeconds(3_000).toString())
        .rules(Instant.parse(now).minusSeconds(3_000).toString(), 300, 7, rule, true);
  }

  private static List<SignalState> statesOf(Scenario scenario) {
    return scenario.judgedAt("2026-01-14T13:00:30Z").stream()
        .map(
            judgement ->
                new SignalState(
                    judgement.key(),
                    judgement.state(),
                    judgement.observed(),
                    judgement.threshold(),
                    judgement.window(),
                    TIME,
                    TIME,
                    null,
                    judgement.reason(),
                    judgement.details()))
        .toList();
  }

  private static Schema schema(String name) {
    InputStream resource =
        Objects.requireNonNull(
            SignalJsonTest.class.getResourceAsStream("/schemas/" + name + ".schema.json"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(resource);
  }

  private static String text(byte[] json) {
    return new String(json, UTF_8);
  }
}
