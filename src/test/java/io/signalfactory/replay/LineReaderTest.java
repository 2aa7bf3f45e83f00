package io.signalfactory.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void aLineFeedAtTheEndBeginsNoFurtherLine() throws IOException {
    assertThat(lines("a\nb\n", 10)).containsExactly("a", "b");
    assertThat(lines("a\nb", 10)).containsExactly("a", "b");
    assertThat(lines("", 10)).isEmpty();
  }

  @Test
  void anEmptyLineIsALine() throws IOException {
    assertThat(lines("\n\na\n\n", 10)).containsExactly("", "", "a", "");
  }

  @Test
  void aCarriageReturnBelongsToTheLine() throws IOException {
    assertThat(lines("a\r\nb", 10)).containsExactly("a\r", "b");
  }

  @Test
  void aLineThatIsTooLongIsSkippedAndTheNextOneRead() throws IOException {
    assertThat(lines("12345\n123456\n" + "x".repeat(200_000) + "\nend", 5))
        .containsExactly("12345", "(too long)", "(too long)", "end");
  }

  @Test
  void readsLinesLongerThanTheBuffer() throws IOException {
    String large = "x".repeat(300_000);

    assertThat(lines(large + "\n" + large, 400_000)).containsExactly(large, large);
  }

  @Property
  void joinedWithLineFeedsTheLinesAreTheFile(
      @ForAll @CharRange(from = 'a', to = 'b') String letters, @ForAll List<Boolean> breaks)
      throws IOException {
    StringBuilder text = new StringBuilder("start");
    for (int i = 0; i < breaks.size(); i++) {
      text.append(breaks.get(i) ? "\n" : letters);
    }
    text.append("end");

    assertThat(String.join("\n", lines(text.toString(), 1_000_000))).isEqualTo(text.toString());
  }

  private static List<String> lines(String text, int max) throws IOException {
    LineReader reader = new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), max);
    List<String> lines = new ArrayList<>();
    for (var line = reader.next(); line != null; line = reader.next()) {
      lines.add(line.tooLong() ? "(too long)" : new String(line.bytes(), UTF_8));
    }
    return lines;
  }
}
