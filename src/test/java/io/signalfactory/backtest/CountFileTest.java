package io.signalfactory.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountFileTest {

  private static final long NOON = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @Test
  void readsRowsInAnyOrderAndTimesInEveryFormat() throws Exception {
    // given
    String file =
        """
        \uFEFFtimestamp,count\r
        2026-03-02T15:00:00+01:00,3

        1772452800,1
         "1772456400000" , "2" \s
        """;
    // when
    List<CountRow> rows = read(file);
    // then
    assertThat(rows)
        .extracting(CountRow::line, CountRow::startMs, CountRow::events)
        .containsExactly(
            tuple(4L, NOON, 1L), tuple(5L, NOON + HOUR, 2L), tuple(2L, NOON + 2 * HOUR, 3L));
  }

  @Test
  void aHeaderIsOptional() throws Exception {
    List<CountRow> rows = read("2026-03-02T12:00:00Z,1\n2026-03-02T13:00:00Z,2\n");

    assertThat(rows).extracting(CountRow::events).containsExactly(1L, 2L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "noon,5|f.csv:2:1: not a time after 1970",
        "0,5|f.csv:2:1: not a time after 1970",
        "2026-02-30T00:00:00Z,5|f.csv:2:1: not a time after 1970",
        "999999999999999,5|f.csv:2:1: not a time after 1970",
        "2026-03-02T13:00:00Z,-1|f.csv:2:22: not a number of events",
        "2026-03-02T13:00:00Z,1.5|f.csv:2:22: not a number of events",
        "2026-03-02T13:00:00Z, |f.csv:2:22: not a number of events",
        "2026-03-02T13:00:00Z,10000000001|f.csv:2:22: not a number of events",
        "2026-03-02T13:00:00Z;5|f.csv:2:1: not two columns",
        "2026-03-02T13:00:00Z,5,eu|f.csv:2:1: not two columns",
        "2026-03-02T12:00:00Z,5|f.csv:2:1: the same time as in line 1",
        "2026-05-02T12:00:00Z,5|f.csv:2:1: more than 35 days after"
      })
  void reportsWhereARowIsWrong(String row, String problem) {
    HistoryException wrong = refused("2026-03-02T12:00:00Z,1\n" + row + "\n");

    assertThat(wrong.problems()).singleElement().asString().startsWith(problem);
  }

  @Test
  void reportsAllMistakesAtOnceUpToALimit() {
    HistoryException wrong = refused("timestamp,count\n" + "x1,y\n".repeat(1_000));

    assertThat(wrong.problems())
        .hasSize(CountFile.MAX_PROBLEMS + 1)
        .startsWith(
            "f.csv:2:1: not a time after 1970: write 2026-01-14T12:00:00Z, or seconds or"
                + " milliseconds since 1970")
        .endsWith("f.csv: and 1900 more mistakes");
  }

  @Test
  void anEndlessLineIsNotKeptInMemory() {
    HistoryException wrong = refused("1".repeat(5_000_000));

    assertThat(wrong.problems()).singleElement().asString().contains("longer than 1000 bytes");
  }

  @Test
  void aLineOfBlanksCostsNoMoreThanOtherLines() {
    // given what a backtracking expression would take hours for
    String hostile = (" ".repeat(990) + "1\"\n").repeat(1_000);
    // when
    HistoryException wrong = refused(hostile);
    // then
    assertThat(wrong.problems().get(0)).contains("f.csv:1:1: not two columns");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|fewer than two rows",
        "2026-03-02T12:00:00Z,1|fewer than two rows",
        "1772452800000,1\\n1772452800500,1|0.5 seconds apart",
        "1772452800,1\\n1772625600,1|172800.0 seconds apart"
      })
  void needsAnInterval(String file, String problem) {
    HistoryException wrong = refused(file.replace("\\n", "\n"));

    assertThat(wrong.problems()).singleElement().asString().contains(problem);
  }

  @Test
  void theIntervalIsTheMostCommonSpacing() throws Exception {
    List<CountRow> rows =
        read("1772452800,1\n1772456400,1\n1772460000,1\n1772470800,1\n1772474400,1\n");

    assertThat(CountFile.intervalMs(rows)).isEqualTo(HOUR);
  }

  @Test
  void ofTwoEquallyFrequentIntervalsTheShorterIsUsed() throws Exception {
    List<CountRow> rows = read("1772452800,1\n1772456400,1\n1772463600,1\n");

    assertThat(CountFile.intervalMs(rows)).isEqualTo(HOUR);
  }

  @Property(tries = 300)
  void bytesThatAreNotRowsAreReported(@ForAll byte[] bytes) {
    assertThatThrownBy(() -> CountFile.read(Input.of("f.csv", new ByteArrayInputStream(bytes))))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("f.csv:");
  }

  private static HistoryException refused(String file) {
    return catchThrowableOfType(HistoryException.class, () -> read(file));
  }

  private static List<CountRow> read(String file) throws IOException, HistoryException {
    return CountFile.read(Input.of("f.csv", new ByteArrayInputStream(file.getBytes(UTF_8))));
  }
}
