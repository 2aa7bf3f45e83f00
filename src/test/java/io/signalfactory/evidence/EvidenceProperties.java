package io.signalfactory.evidence;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.signalfactory.contract.FieldSet.Additional;
import io.signalfactory.contract.FieldType;
import io.signalfactory.testkit.PublishedSchema;
import io.signalfactory.time.TimeFormat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class EvidenceProperties {

  private static final PublishedSchema SCHEMA = PublishedSchema.named("evidence");

  /**
   * Is in every value of a generated event and nowhere else; all digits, so it can be a number too.
   */
  private static final String MARK = "8675309867530986753";

  private static final List<String> NAMES =
      List.of("id", "at", "event_time", "timestamp", "type", "amount", "x", "payload", "nested");

  private final Specimens specimens =
      new Specimens(
          contract("urn:dp:orders:created")
              .matchField("type", "created")
              .required("id", FieldType.STRING)
              .required("nested.amount", FieldType.NUMBER)
              .optional("payload.x", FieldType.BOOLEAN)
              .rule("amount_positive", "nested.amount > 0")
              .rule("amount_divides", "10 / nested.amount < 1")
              .rule("id_matches", "id MATCHES '^[a-z]+$' AND LENGTH(id) < 3")
              .additional(Additional.FORBID),
          contract("urn:dp:orders:timed")
              .matchHeader("ce_type", "timed")
              .eventTime("at")
              .requiredTime("at", TimeFormat.EPOCH_MILLIS)
              .optional("amount", FieldType.DATE)
              .additional(Additional.WARN),
          contract("urn:dp:orders:all").required("amount", FieldType.INTEGER));

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void isValidForAnyBytes(
      @ForAll("anyBytes") byte[] value,
      @ForAll @Size(max = 60) byte[] service,
      @ForAll @Size(max = 60) byte[] traceparent,
      @ForAll @LongRange(min = Long.MIN_VALUE) long timestamp) {
    byte[] json =
        specimens.write(
            record(value)
                .header("service", service)
                .header("traceparent", traceparent)
                .timestamp(timestamp));

    assertThat(SCHEMA.errors(json)).as(new String(json, UTF_8)).isEmpty();
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void containsNoValueOfAnyField(
      @ForAll("markedEvents") String event, @ForAll("types") String type, @ForAll boolean cut) {
    byte[] value = event.getBytes(UTF_8);
    byte[] sent = cut ? Arrays.copyOf(value, value.length - 1) : value;
    assertThat(event).contains(MARK);

    byte[] json = specimens.write(record(sent).header("ce_type", type));

    assertThat(new String(json, UTF_8)).doesNotContain(MARK);
    assertThat(SCHEMA.errors(json)).isEmpty();
  }

  @Provide
  Arbitrary<byte[]> anyBytes() {
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(50);
    Arbitrary<byte[]> strangeNames =
        Arbitraries.strings()
            .ofMaxLength(200)
            .list()
            .ofMaxSize(5)
            .map(EvidenceProperties::objectOf)
            .map(json -> json.getBytes(UTF_8));
    Arbitrary<byte[]> brokenNames = bytes.map(EvidenceProperties::asName);
    return Arbitraries.oneOf(
        bytes, strangeNames, brokenNames, markedEvents().map(e -> e.getBytes(UTF_8)));
  }

  private static byte[] asName(byte[] bytes) {
    var json = new ByteArrayOutputStream();
    json.writeBytes("{\"type\":\"created\",\"".getBytes(UTF_8));
    json.writeBytes(bytes);
    json.writeBytes("\":1}".getBytes(UTF_8));
    return json.toByteArray();
  }

  private static String objectOf(List<String> names) {
    List<String> members = new ArrayList<>();
    members.add("\"type\":\"created\"");
    for (String name : names) {
      members.add(TextNode.valueOf(name) + ":1");
    }
    return "{" + String.join(",", members) + "}";
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of("timed", "other");
  }

  @Provide
  Arbitrary<String> markedEvents() {
    return Combinators.combine(object(3), Arbitraries.of("", "\"type\":\"created\","))
        .as((object, type) -> "{" + type + "\"id\":" + MARK + "," + object.substring(1));
  }

  private static Arbitrary<String> object(int depth) {
    return Combinators.combine(Arbitraries.of(NAMES), value(depth - 1))
        .as((name, value) -> "\"" + name + "\":" + value)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(members -> "{" + String.join(",", members) + "}");
  }

  private static Arbitrary<String> value(int depth) {
    Arbitrary<String> scalar =
        Arbitraries.of(
            MARK,
            "-" + MARK,
            "0." + MARK,
            "\"" + MARK + "\"",
            "\"created " + MARK + "\"",
            "\"2026-01-14T12:00:00." + MARK + "Z\"",
            "{\"" + "y\":" + MARK + "}",
            "[" + MARK + "]");
    return depth == 0
        ? scalar
        : Arbitraries.frequencyOf(
            Tuple.of(2, scalar), Tuple.of(1, Arbitraries.lazy(() -> object(depth))));
  }
}
