package io.signalfactory.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.Slos.AnomalyDetection;
import io.signalfactory.rule.RuleCompiler;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time zone and the exceptions of {@code anomalyDetection}. */
class CalendarTest {

  private static final String CONTRACT =
      """
      apiVersion: odcs/v1
      kind: DataContract
      metadata: {name: a, version: "1", owner: team, tier: 2}
      spec:
        dataset: {urn: "urn:dp:a:b", topic: raw.a}
        slos:
          volume:
            anomalyDetection:
              %s
      """;

  private final ContractReader reader = new ContractReader(new RuleCompiler());

  @Test
  void areReadAndWritten() {
    // given
    ContractDocument document =
        read("{timeZone: America/Sao_Paulo, exceptions: [2026-12-25, '2026-01-01']}");
    // when
    String written = ContractWriter.yaml(Objects.requireNonNull(document.contract()));
    // then
    AnomalyDetection how = detection(reader.readOne("w.yaml", written));
    assertThat(how.timeZone()).isEqualTo(ZoneId.of("America/Sao_Paulo"));
    assertThat(how.exceptions())
        .containsExactly(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 25));
    assertThat(how).isEqualTo(detection(document));
  }

  @Test
  void areUtcAndNoneUnlessTheContractSaysSo() {
    AnomalyDetection how = detection(read("{sensitivity: high}"));

    assertThat(how.timeZone()).isEqualTo(AnomalyDetection.DEFAULT_TIME_ZONE);
    assertThat(how.exceptions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Belrin, Europe/Berlin",
    "europe/paris, Europe/Paris",
    "New York, America/New_York",
    "lord_howe, Australia/Lord_Howe"
  })
  void anUnknownZoneIsRefusedWithTheNearest(String written, String meant) {
    assertThat(problems("{timeZone: " + written + "}"))
        .containsExactly("unknown time zone '" + written + "', did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+02:00", "wherever we happen to be"})
  void whatIsNearNoZoneIsRefusedWithAnExample(String written) {
    assertThat(problems("{timeZone: '" + written + "'}"))
        .containsExactly(
            "unknown time zone '" + written + "': write an IANA name such as 'Europe/Berlin'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30", "25.12.2026", "christmas", "20261225", "{}"})
  void whatIsNoDateIsRefused(String written) {
    List<String> problems = problems("{exceptions: [2026-12-24, " + written + "]}");

    assertThat(problems).singleElement().asString().startsWith("an exception must be a date");
  }

  @Test
  void aDateThatIsThereTwiceIsRefused() {
    assertThat(problems("{exceptions: [2026-12-24, 2026-12-24]}"))
        .containsExactly("the exception 2026-12-24 is here twice, first in line 9: keep one");
  }

  private ContractDocument read(String anomalyDetection) {
    return reader.readOne("c.yaml", CONTRACT.formatted(anomalyDetection));
  }

  private List<String> problems(String anomalyDetection) {
    return read(anomalyDetection).problems().stream().map(ContractProblem::message).toList();
  }

  private static AnomalyDetection detection(ContractDocument document) {
    assertThat(document.problems()).isEmpty();
    return Objects.requireNonNull(
        Objects.requireNonNull(Objects.requireNonNull(document.contract()).slos().volume())
            .anomalyDetection());
  }
}
