package io.signalfactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalfactory.text.Printable;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Nothing that a command prints is anything but printable, whatever others have written. */
class PrintedTextProperties {

  private static final JsonMapper JSON = new JsonMapper();

  private final StringWriter printed = new StringWriter();
  private final PrintableOutput out = PrintableOutput.to(printed);

  @BeforeTry
  void nothingIsPrintedYet() {
    printed.getBuffer().setLength(0);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
            "orders-svc",
            "\u001b[32mOK\u001b[0m",
            "\nOK  all is well",
            "\r",
            "\u0007",
            "\u009b2J",
            "\u202e",
            "\u2067",
            "\u200b",
            "\ufeff",
            "\u2028",
            "\"",
            "\\",
            "😀",
            "é")
        .list()
        .ofMaxSize(5)
        .map(parts -> String.join("", parts));
  }

  private List<String> lines() {
    return printed.toString().lines().toList();
  }

  private static ConsumerRecord<byte[], byte[]> record(String value) {
    return new ConsumerRecord<>("t", 0, 0, new byte[0], value.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> evidence(String name) {
    return Map.of("outcome", "FAIL", "dataset_urn", name, "producer", Map.of("service", name));
  }

  private void print(String record, boolean json) {
    new RecordPrinter(out, json, new RecordFormat(false)::evidence, evidence -> true, 9)
        .print(record(record));
  }

  @Property
  void aLineIsOneLineOfPrintableCharacters(@ForAll("names") String name) {
    // when
    out.println("no contract is in force for " + name);

    // then
    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0).codePoints()).allMatch(Printable::is);
  }

  @Property
  void aTextOfSeveralLinesHasOnlyTheseAndTabsBesidePrintableCharacters(
      @ForAll("names") String name) {
    // when
    out.print("owner:\t" + name + "\ntier:\t1\n");
    out.flush();

    // then
    assertThat(printed.toString().codePoints())
        .allMatch(c -> c == '\n' || c == '\t' || Printable.is(c));
  }

  @Property
  void aRecordIsOneLineOfPrintableCharacters(@ForAll("names") String name)
      throws JsonProcessingException {
    // when
    print(JSON.writeValueAsString(evidence(name)), false);

    // then
    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0).codePoints()).allMatch(Printable::is);
  }

  @Property
  void aColouredLineHasOnlyOurColoursBesidePrintableCharacters(@ForAll("names") String name)
      throws JsonProcessingException {
    // given
    JsonNode evidence = JSON.readTree(JSON.writeValueAsString(evidence(name)));

    // when
    String line = new RecordFormat(true).evidence(evidence);

    // then
    assertThat(line.chars().filter(c -> c == '\u001b').count())
        .isEqualTo(
            new RecordFormat(true)
                .evidence(JSON.readTree("{\"outcome\":\"FAIL\"}"))
                .chars()
                .filter(c -> c == '\u001b')
                .count());
    assertThat(line.replace("\u001b", "").codePoints()).allMatch(Printable::is);
  }

  @Property
  void aRecordInJsonIsOneLineAndStaysTheSameJson(@ForAll("names") String name)
      throws JsonProcessingException {
    // given
    String record = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(evidence(name));

    // when
    print(record, true);

    // then
    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0).codePoints()).allMatch(Printable::is);
    assertThat(JSON.readTree(lines().get(0))).isEqualTo(JSON.readTree(record));
  }

  @Property
  void anErrorIsOneLineOfPrintableCharacters(@ForAll("names") String name) {
    // when
    CommandLineRun run = CommandLineRun.of("contracts", "validate", "no-such-file" + name);

    // then
    assertThat(run.out() + run.err()).isNotBlank();
    assertThat((run.out() + run.err()).codePoints()).allMatch(c -> c == '\n' || Printable.is(c));
  }

  @Example
  void halvesOfACharacterThatArriveOneByOneAreEscaped() {
    // when
    out.write('\ud83d');
    out.write(new char[] {'a', '\u001b'}, 0, 2);
    out.flush();

    // then
    assertThat(printed.toString()).isEqualTo("\\ud83da\\u001b");
  }
}
