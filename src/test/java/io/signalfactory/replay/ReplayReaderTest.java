package io.signalfactory.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayReaderTest {

  @Test
  void numbersTheLinesFromOne() throws Exception {
    ReplayReader reader = reader("{\"value\":1}\n\nnot json\n");

    assertThat(reader.next().value()).asString(UTF_8).isEqualTo("1");
    assertThat(reader.lineNumber()).isEqualTo(1);
    assertThat(reader.next().value()).isEmpty();
    assertThat(reader.next().value()).asString(UTF_8).isEqualTo("not json");
    assertThat(reader.lineNumber()).isEqualTo(3);
    assertThat(reader.next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "\n\n", "\n\n\n\n", "\r\n", "\n\r\n", "\n  \n", "\n \t", "\n\r\n\r\n"})
  void blankLinesAtTheEndAreNoRecords(String end) throws Exception {
    // given
    ReplayReader reader = reader("{\"a\":1}\n{\"a\":2}" + end);

    // when
    List<String> values = values(reader);

    // then
    assertThat(values.stream().map(String::strip)).containsExactly("{\"a\":1}", "{\"a\":2}");
    assertThat(reader.lineNumber()).isEqualTo(2);
  }

  @Test
  void blankLinesBetweenOthersAreRecordsWithTheirNumbers() throws Exception {
    // given
    ReplayReader reader = reader("a\n\n \n\r\nb\n\n");

    // when
    List<String> values = values(reader);

    // then
    assertThat(values).containsExactly("a", "", " ", "\r", "b");
    assertThat(reader.lineNumber()).isEqualTo(5);
  }

  @Test
  void aFileOfBlankLinesHasNoRecord() throws Exception {
    assertThat(values(reader("\n\r\n \n"))).isEmpty();
  }

  @Test
  void keepsABoundedNumberOfBlankLinesInMemory() throws Exception {
    // given
    ReplayReader reader = reader("\n".repeat(5_000) + "a");

    // when
    List<String> values = values(reader);

    // then
    assertThat(values).hasSize(5_001).endsWith("", "a");
  }

  @Test
  void goesOnAfterALineThatIsNotARecord() throws Exception {
    ReplayReader reader = reader("{\"value\":1,\"timestamp\":\"now\"}\n{\"value\":2}\n");

    assertThatThrownBy(reader::next).isInstanceOf(ReplayLineException.class);
    assertThat(reader.lineNumber()).isEqualTo(1);
    assertThat(reader.next().value()).asString(UTF_8).isEqualTo("2");
  }

  @Test
  void refusesALineThatIsTooLong() {
    byte[] line = new byte[ReplayReader.MAX_LINE_BYTES + 1];
    Arrays.fill(line, (byte) 'x');

    assertThatThrownBy(() -> new ReplayReader(new ByteArrayInputStream(line)).next())
        .isInstanceOf(ReplayLineException.class)
        .hasMessageContaining("longer than 16777216 bytes");
  }

  private static List<String> values(ReplayReader reader) throws Exception {
    List<String> values = new ArrayList<>();
    for (ReplayRecord record = reader.next(); record != null; record = reader.next()) {
      values.add(new String(record.value(), UTF_8));
    }
    return values;
  }

  private static ReplayReader reader(String text) {
    return new ReplayReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
