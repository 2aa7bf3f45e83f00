package io.signalfactory.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Contract;
import io.signalfactory.query.RecentSenders;
import io.signalfactory.query.Samples;
import io.signalfactory.signal.Signal;
import io.signalfactory.signal.SignalState;
import io.signalfactory.signal.State;
import io.signalfactory.tally.Sender;
import io.signalfactory.tally.SenderCounts;
import io.signalfactory.tally.Senders;
import io.signalfactory.tally.SourcePartition;
import io.signalfactory.testkit.ContractBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChecklistTest {

  private static final Instant NOW = Samples.NOW;
  private static final Wiring WIRING =
      new Wiring("x-obs-producer-service", "x-obs-producer-version", "signal_factory.breaches");
  private static final Readers ON_CALL = new Readers(List.of("on-call"), null);

  private static Sender sender(
      @Nullable String service, long events, long named, long timed, long traced) {
    return new Sender(
        service, new SenderCounts(events, 0, named, 0, timed, traced, events, events, 0, 0));
  }

  private static RecentSenders lastHour(Sender... senders) {
    return new RecentSenders(
        Senders.of(List.of(senders)),
        senders.length == 0
            ? Map.of()
            : Map.of(new SourcePartition("raw.orders.events", 3), NOW.getEpochSecond() / 60));
  }

  private static List<SignalState> known() {
    return Stream.of(Signal.values())
        .map(signal -> Samples.state(Samples.ORDERS, signal, null, State.OK))
        .toList();
  }

  private static Map<String, Check> checks(
      @Nullable Contract contract,
      RecentSenders lastHour,
      List<SignalState> states,
      EvidenceSeen evidence,
      Readers readers,
      int streams) {
    Seen seen =
        new Seen(Samples.ORDERS, contract, lastHour, states, evidence, readers, streams, NOW);
    return Checklist.of(seen, WIRING).stream().collect(Collectors.toMap(Check::id, check -> check));
  }

  private static Map<String, Check> of(RecentSenders lastHour) {
    return checks(contract(), lastHour, known(), new EvidenceSeen(Map.of(), null), ON_CALL, 0);
  }

  private static Contract contract() {
    return ContractBuilder.contract(Samples.ORDERS).build();
  }

  @Test
  void everyCheckPassesForADatasetThatHasEverything() {
    assertThat(of(lastHour(sender("orders-svc", 100, 100, 100, 100))).values())
        .hasSize(10)
        .allMatch(Check::passed)
        .allMatch(check -> check.toDo() == null && check.code() == null);
  }

  @Test
  void oneStrayRecordInAHundredFailsNothing() {
    assertThat(of(lastHour(sender("orders-svc", 1_000, 990, 990, 990))).values())
        .allMatch(Check::passed);
  }

  @Test
  void namesTheServiceThatLeavesMostOutAndTheCodeForIt() {
    // given
    RecentSenders lastHour =
        lastHour(
            sender("orders-svc", 900, 900, 900, 900),
            sender("import \"x\"", 90, 0, 90, 90),
            sender(null, 10, 0, 10, 10));

    // when
    Check header = of(lastHour).get("producer_header");

    // then
    assertThat(header.passed()).isFalse();
    assertThat(header.saw())
        .isEqualTo(
            "import \"x\": 0 of 90 records (0.0 %); of an unknown service: 0 of 10 records (0.0 %);"
                + " orders-svc: 900 of 900 records (100.0 %) name their service in a header");
    assertThat(header.toDo()).startsWith("let import \"x\" set the header x-obs-producer-service");
    assertThat(header.code()).contains("\"import \\\"x\\\"\".getBytes(StandardCharsets.UTF_8)");
  }

  @Test
  void aNameWithALineBreakCannotAddALineToTheCode() {
    // when
    Check header = of(lastHour(sender("x\nrm -rf", 10, 0, 10, 10))).get("producer_header");

    // then
    assertThat(header.code()).contains("\"x?rm -rf\"").hasLineCount(2);
  }

  @Test
  void withoutRecordsSaysWhereToSendThem() {
    // when
    Map<String, Check> checks = of(lastHour());

    // then
    assertThat(List.of("producer_header", "event_time", "trace_context", "evidence"))
        .allMatch(id -> !checks.get(id).passed());
    assertThat(checks.get("event_time").toDo()).isEqualTo("send records to raw.orders.events");
  }

  @Test
  void withoutContractSaysHowToDraftOneForItsTopic() {
    // when
    Check contract =
        checks(
                null,
                lastHour(sender("orders-svc", 1, 1, 1, 1)),
                known(),
                new EvidenceSeen(Map.of(), null),
                ON_CALL,
                0)
            .get("contract");

    // then
    assertThat(contract.passed()).isFalse();
    assertThat(contract.code()).contains("contracts infer --topic raw.orders.events");
  }

  @Test
  void evidenceIsToldByPartitionAndFailsOnceItIsOld() {
    // given
    EvidenceSeen young =
        new EvidenceSeen(Map.of("raw.orders.events-0", NOW.minusSeconds(12)), null);
    EvidenceSeen old =
        new EvidenceSeen(Map.of("raw.orders.events-0", NOW.minusSeconds(7_300)), null);

    // when
    Check flowing = checks(contract(), lastHour(), known(), young, ON_CALL, 0).get("evidence");
    Check silent = checks(contract(), lastHour(), known(), old, ON_CALL, 0).get("evidence");

    // then
    assertThat(flowing)
        .isEqualTo(Check.passed("evidence", "latest Evidence of raw.orders.events-0 12 s ago"));
    assertThat(silent.passed()).isFalse();
    assertThat(silent.saw()).endsWith("2 h ago");
  }

  @Test
  void aSignalThatIsMissingUnknownOrOldFails() {
    // given
    List<SignalState> states =
        List.of(
            Samples.state(Samples.ORDERS, Signal.FRESHNESS, null, State.UNKNOWN),
            Samples.state(Samples.ORDERS, Signal.VOLUME, "exec-dashboard", State.OK),
            Samples.state(Samples.ORDERS, Signal.COMPLIANCE, null, State.CRITICAL));

    // when
    Map<String, Check> checks =
        checks(
            contract(),
            lastHour(sender("orders-svc", 1, 1, 1, 1)),
            states,
            new EvidenceSeen(Map.of(), null),
            ON_CALL,
            0);

    // then
    assertThat(checks.get("signal_freshness").saw()).startsWith("UNKNOWN: ");
    assertThat(checks.get("signal_volume").saw()).isEqualTo("not computed yet");
    assertThat(checks.get("signal_compliance").passed()).isTrue();
  }

  @Test
  void aBreachReachesAGroupOrAStreamAndOtherwiseSaysHow() {
    // given
    RecentSenders lastHour = lastHour(sender("orders-svc", 1, 1, 1, 1));
    EvidenceSeen none = new EvidenceSeen(Map.of(), null);
    Readers nobody = new Readers(List.of(), null);

    // when
    Check unread = checks(contract(), lastHour, known(), none, nobody, 0).get("breach_reader");
    Check streamed = checks(contract(), lastHour, known(), none, nobody, 2).get("breach_reader");
    Check unknown =
        checks(contract(), lastHour, known(), none, new Readers(List.of(), "no answer"), 0)
            .get("breach_reader");

    // then
    assertThat(unread.passed()).isFalse();
    assertThat(unread.code()).contains("--topic signal_factory.breaches");
    assertThat(streamed.saw()).isEqualTo("streams that are open at this instance: 2");
    assertThat(unknown.saw()).endsWith("the consumer groups are not known: no answer");
  }
}
