package io.signalfactory.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.rig.RigException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

  private final Report report = new Report();

  private static Outcome outcome(long recovered, long records, List<String> wrongs) {
    return new Outcome(
        "kill-x",
        "Something is killed.",
        Promise.of("It comes back.", Duration.ofSeconds(9)),
        -1,
        recovered,
        4_000,
        records,
        records - 5,
        5,
        0,
        1,
        12,
        wrongs);
  }

  @Test
  void showsTheSpreadOfAFaultThatWasRepeated() {
    // given
    report.add(outcome(1_500, 100, List.of()));
    report.add(outcome(2_600, 200, List.of()));
    // when
    String table = report.table();
    // then
    assertThat(table)
        .contains(
            "| `kill-x`: Something is killed. | It comes back. | 4.0 s | – | 1.5 s to 2.6 s | 0 |"
                + " 1 | 12 KiB | 2 of 2 times |");
    assertThat(report.kept()).isTrue();
  }

  @Test
  void saysWhatWasBroken() {
    // given
    report.add(outcome(1_500, 100, List.of("a false breach | of orders")));
    // when
    String table = report.table();
    // then
    assertThat(table).contains("| **no**: a false breach / of orders |");
    assertThat(report.kept()).isFalse();
  }

  @Test
  void countsEachStageOnce() {
    // given
    report.add(outcome(1, 100, List.of()));
    report.add(outcome(1, 2_000, List.of()));
    report.add(outcome(1, 300, List.of()));
    // when
    String counted = report.counted();
    // then
    assertThat(counted).startsWith("2,300 records were acknowledged, 2,290 Evidence");
  }

  @Test
  void putsWhatWasMeasuredInThePlaceOfWhatWasMeasuredBefore() {
    // given
    String document =
        """
        # Reliability
        <!-- measured: faults/run --record writes what follows -->
        old
        <!-- end of what was measured -->
        The end.
        """;
    // when
    String written = ReliabilityDocument.with(document, "new");
    // then
    assertThat(written).contains("follows -->\n\nnew\n<!-- end").doesNotContain("old");
    assertThat(written).startsWith("# Reliability\n").endsWith("The end.\n");
    assertThatThrownBy(() -> ReliabilityDocument.with("# Reliability", "new"))
        .isInstanceOf(RigException.class);
  }
}
