package io.signalfactory.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayLineTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"order_id\": 1}",
        "{\"a\":{\"value\":1}}",
        "[{\"value\":1}]",
        "{\"value\":1",
        "{\"value\":1} x",
        "{'value':1}",
        "\"value\"",
        "not json",
        " ",
        "",
        "{\"a\":1}\r",
        "{\"sensor\":\"s1\",\"value\":20.5,\"timestamp\":1796043626086}",
        "{\"value\":true,\"timestamp\":\"2026-11-30T13:00:26Z\",\"unit\":\"on\"}",
        "{\"key\":\"k\",\"value\":{\"a\":1},\"headers\":{},\"topic\":\"raw.t\"}",
        "{\"value\":null,\"reason\":\"calibration\"}"
      })
  void keepsALineThatCannotBeAFullRecordAsItIs(String line) throws Exception {
    ReplayRecord record = ReplayLine.parse(line.getBytes(UTF_8));

    assertThat(record.value()).asString(UTF_8).isEqualTo(line);
    assertThat(record.key()).isNull();
    assertThat(record.headers()).isEmpty();
    assertThat(record.timestamp()).isNull();
  }

  @Test
  void keepsBytesThatAreNotText() throws Exception {
    byte[] utf16 = "{\"value\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_16BE);
    byte[] invalid = {'{', '"', 'v', (byte) 0xC3, '"', ':', '1', '}'};

    assertThat(ReplayLine.parse(utf16).value()).isEqualTo(utf16);
    assertThat(ReplayLine.parse(invalid).value()).isEqualTo(invalid);
  }

  @Test
  void readsAFullRecord() throws Exception {
    ReplayRecord record =
        ReplayLine.parse(
            ("{\"key\":\"k\\u00e9\",\"timestamp\":253402300799000,\"value\":{\"a\":1},"
                    + "\"headers\":{\"producer-service\":\"svc\",\"none\":null,\"n\":1.50}}")
                .getBytes(UTF_8));

    assertThat(record.key()).asString(UTF_8).isEqualTo("ké");
    assertThat(record.value()).asString(UTF_8).isEqualTo("{\"a\":1}");
    assertThat(record.timestamp()).isEqualTo(253402300799000L);
    assertThat(record.headers())
        .extracting(Header::key, h -> h.value() == null ? null : new String(h.value(), UTF_8))
        .containsExactly(tuple("producer-service", "svc"), tuple("none", null), tuple("n", "1.50"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "-0.10000000000000000000000000000000001",
        "123456789012345678901234567890",
        "\"te\\u0078t\"",
        "true",
        "{\"a\":1,\"a\":2}",
        "[1, [2, {\"value\":3}]]",
        "{}"
      })
  void keepsAJsonValueExactlyAsWritten(String value) throws Exception {
    assertThat(ReplayLine.parse(("{\"value\": " + value + " ,\"key\":1}").getBytes(UTF_8)).value())
        .asString(UTF_8)
        .isEqualTo(value);
  }

  @Test
  void keepsAnExactValueAfterTextOfSeveralBytes() throws Exception {
    byte[] line =
        "{\"headers\":{\"ключ\":\"größe😀\"},\"value\":\"ü\",\"key\":\"😀\"}".getBytes(UTF_8);

    ReplayRecord record = ReplayLine.parse(line);

    assertThat(record.value()).asString(UTF_8).isEqualTo("\"ü\"");
    assertThat(record.key()).asString(UTF_8).isEqualTo("😀");
  }

  @Test
  void keepsANumberOfAThousandDigits() throws Exception {
    String digits = "7".repeat(5_000);

    assertThat(ReplayLine.parse(("{\"value\":" + digits + "}").getBytes(UTF_8)).value())
        .asString(UTF_8)
        .isEqualTo(digits);
  }

  @Test
  void keepsAValueThatIsNestedDeeply() throws Exception {
    String nested = "[".repeat(100_000) + "]".repeat(100_000);

    assertThat(ReplayLine.parse(("{\"value\":" + nested + "}").getBytes(UTF_8)).value())
        .asString(UTF_8)
        .isEqualTo(nested);
  }

  @Test
  void aNullValueIsATombstone() throws Exception {
    ReplayRecord record = ReplayLine.parse("{\"key\":7,\"value\":null}".getBytes(UTF_8));

    assertThat(record.value()).isNull();
    assertThat(record.key()).asString(UTF_8).isEqualTo("7");
  }

  @Test
  void decodesBase64() throws Exception {
    byte[] line = "{\"value\":\"AP8K\",\"encoding\":\"base64\"}".getBytes(UTF_8);

    assertThat(ReplayLine.parse(line).value()).containsExactly(0x00, 0xFF, 0x0A);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"value\":1,\"encoding\":\"base64\"}|encoding",
        "{\"value\":\"x\",\"encoding\":\"hex\"}|encoding",
        "{\"value\":\"***\",\"encoding\":\"base64\"}|not base64",
        "{\"value\":1,\"headers\":[]}|headers",
        "{\"value\":1,\"timestamp\":-1}|timestamp",
        "{\"value\":1,\"timestamp\":1.5}|timestamp",
        "{\"value\":1,\"timestamp\":99999999999999999999}|timestamp",
        "{\"value\":1,\"timestamp\":\"now\"}|timestamp",
        "{\"value\":0.5,\"timestamp\":\"2026-11-30T13:00:26Z\"}|write it as {\"value\":{…}}"
      })
  void refusesAFullRecordThatCannotBeSent(String line, String member) {
    assertThatThrownBy(() -> ReplayLine.parse(line.getBytes(UTF_8)))
        .isInstanceOf(ReplayLineException.class)
        .hasMessageContaining(member);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"value\":7,\"timestamp\":1796043626086}",
        "{\"timestamp\":1796043626086,\"key\":\"pump-3\",\"value\":\"open\"}",
        "{\"value\":false,\"timestamp\":null}"
      })
  void refusesALineThatCouldBeAnEventOrAFullRecordAndSaysHowToWriteEach(String line) {
    assertThatThrownBy(() -> ReplayLine.parse(line.getBytes(UTF_8)))
        .isInstanceOf(ReplayLineException.class)
        .hasMessageContaining("write an event as {\"value\":{…}}")
        .hasMessageContaining("\"headers\":{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"value\":7,\"timestamp\":1796043626086,\"headers\":{}}",
        "{\"value\":[7],\"timestamp\":1796043626086}",
        "{\"value\":null,\"timestamp\":1796043626086}",
        "{\"value\":{\"value\":7,\"timestamp\":1},\"timestamp\":1796043626086}",
        "{\"value\":\"Nw==\",\"encoding\":\"base64\",\"timestamp\":1796043626086}"
      })
  void takesALineThatIsOnlyAFullRecordForOne(String line) throws Exception {
    assertThat(ReplayLine.parse(line.getBytes(UTF_8)).timestamp()).isEqualTo(1796043626086L);
  }

  @Test
  void readsAValueOfFiveMebibytes() throws Exception {
    byte[] text = new byte[5 * 1024 * 1024];
    Arrays.fill(text, (byte) 'x');
    byte[] line = ("{\"value\":\"" + new String(text, UTF_8) + "\"}").getBytes(UTF_8);

    assertThat(ReplayLine.parse(line).value()).hasSize(text.length + 2);
  }
}
