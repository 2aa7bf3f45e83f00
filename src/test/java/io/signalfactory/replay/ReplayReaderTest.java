package io.signalfactory.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

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

  private static ReplayReader reader(String text) {
    return new ReplayReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
