package io.signalfactory.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.signalfactory.contract.Opaque;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventFields;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class JsonReaderProperties {

  private static final List<String> PATHS =
      List.of(
          "a",
          "b",
          "a.b",
          "a.b.c",
          "c",
          "payload",
          "payload.a",
          "payload.a.b",
          "payload.b.a",
          "payload.payload.c",
          "\"a.b\"",
          "a.\"b.c\"");

  private static final byte[] GOOD =
      "{\"a\":{\"b\":{\"c\":1}},\"payload\":{\"b\":\"text\",\"c\":[1,2],\"x\":null}}"
          .getBytes(UTF_8);

  private final Probe probe = Probe.collectingNames(PATHS.toArray(new String[0]));

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void agreesWithAWalkThroughTheTree(@ForAll("objects") String json) {
    TreeReference expected = new TreeReference(json);

    Probe.Seen event = probe.see(json);

    for (String path : PATHS) {
      assertThat(event.kind(path)).as("kind of %s", path).isEqualTo(expected.kind(path));
      assertThat(event.value(path)).as("value of %s", path).isEqualTo(expected.value(path));
    }
    assertThat(event.fields().enveloped()).isEqualTo(expected.enveloped());
    assertThat(event.fields().members()).isEqualTo(expected.members(PATHS));
  }

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void readsAnyBytesAsJacksonDoes(@ForAll("anythingSpaced") byte[] bytes) {
    Map<String, String> expected = probe.snapshotByJackson(bytes);

    Map<String, String> scanned = probe.snapshot(bytes);

    assertThat(scanned).isEqualTo(expected);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void readsRecordsThatAreWrittenAlikeAsJacksonReadsEachOne(
      @ForAll boolean collectsNames, @ForAll("alike") List<byte[]> records) {
    String[] paths = PATHS.toArray(new String[0]);
    Probe reader = collectsNames ? Probe.collectingNames(paths) : Probe.of(paths);
    List<Map<String, String>> expected = records.stream().map(reader::snapshotByJackson).toList();

    List<Map<String, String>> read = records.stream().map(reader::snapshot).toList();

    assertThat(read).isEqualTo(expected);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void doesNotNeedJacksonForWhatMachinesWrite(@ForAll("objects") String json) {
    assertThat(probe.scans(json.getBytes(UTF_8))).isTrue();
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void answersFromTheBytesAsFromTheValues(
      @ForAll("objects") String json, @ForAll("wholes") long whole) {
    Probe.Seen event = probe.see(json);

    for (String path : PATHS) {
      int length = event.textLength(path);
      int sign = event.compareNumber(path, whole);
      Object value = event.value(path);
      if (length != EventFields.NO_ANSWER) {
        assertThat(value).isInstanceOf(String.class);
        String text = (String) value;
        assertThat(length).isEqualTo(text.codePointCount(0, text.length()));
      }
      if (sign != EventFields.NO_ANSWER) {
        assertThat(Integer.signum(sign))
            .isEqualTo(new BigDecimal(value.toString()).compareTo(BigDecimal.valueOf(whole)));
      }
      String written = value == null ? "" : value.toString();
      assertThat(event.isWritten(path, written))
          .isEqualTo(value != null && !(value instanceof Opaque));
      assertThat(event.isWritten(path, written + "x")).isFalse();
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void acceptsAnyBytesAndReadsTheNextEventAsBefore(@ForAll("anything") byte[] bytes) {
    Map<String, String> before = probe.snapshot(GOOD);

    Decoding answer = probe.read(bytes);

    assertThat(answer).isNotInstanceOf(Decoding.Tombstone.class);
    assertThat(probe.snapshot(GOOD)).isEqualTo(before);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void callsTheSameValuesMalformedWhateverFieldsAreAskedFor(@ForAll("anything") byte[] bytes) {
    Decoding looksAtAll = probe.read(bytes);

    Decoding looksAtNone = Probe.of().read(bytes);

    assertThat(looksAtNone.getClass()).isEqualTo(looksAtAll.getClass());
  }

  @Provide
  Arbitrary<Long> wholes() {
    return Arbitraries.oneOf(Arbitraries.longs().between(-3, 3), Arbitraries.longs());
  }

  /** As {@link #anything}, often with white space where JSON allows it and where it does not. */
  @Provide
  Arbitrary<byte[]> anythingSpaced() {
    Arbitrary<byte[]> spaced =
        Combinators.combine(
                objects(),
                Arbitraries.of(" ", "\n", "\t\r", "\u000b", "\u00a0", ""),
                Arbitraries.of(",", ":", "{", "}", "[", "]"))
            .as((json, space, at) -> json.replace(at, space + at + space).getBytes(UTF_8));
    Arbitrary<byte[]> nearNumbers =
        Arbitraries.strings()
            .withChars("0123456789-+.eE")
            .ofMinLength(1)
            .ofMaxLength(8)
            .map(number -> ("{\"a\":" + number + "}").getBytes(UTF_8));
    Arbitrary<byte[]> nearText =
        Arbitraries.strings()
            .withChars("ab\\\"/nu09AfF\u0000\u001f\u007f\u00e9")
            .ofMaxLength(12)
            .map(text -> ("{\"a\":\"" + text + "\",\"b\":1}").getBytes(UTF_8));
    Arbitrary<byte[]> deep =
        Arbitraries.integers()
            .between(JsonLexer.MAX_DEPTH - 3, JsonLexer.MAX_DEPTH + 3)
            .map(
                depth ->
                    ("{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + ",\"a\":1}")
                        .getBytes(UTF_8));
    return Arbitraries.frequencyOf(
        Tuple.of(3, anything()),
        Tuple.of(2, spaced),
        Tuple.of(2, nearNumbers),
        Tuple.of(2, nearText),
        Tuple.of(1, deep));
  }

  /** A sequence of a few kinds of records, with other values, repeated members, and damage. */
  @Provide
  Arbitrary<List<byte[]>> alike() {
    Arbitrary<String> first = objects();
    return Combinators.combine(first, objects(), scalar())
        .flatAs(
            (one, other, value) -> {
              String merged = one.substring(0, one.length() - 1) + "," + other.substring(1);
              String changed = one.replaceAll(":(null|true|false|-?[0-9][^,}\\]]*)", ":" + value);
              List<String> kinds =
                  List.of(one, other, changed, merged, "{\"payload\":" + one + "}", " " + one);
              Arbitrary<byte[]> whole = Arbitraries.of(kinds).map(json -> json.getBytes(UTF_8));
              Arbitrary<byte[]> broken = damaged(Arbitraries.of(kinds));
              return Arbitraries.frequencyOf(Tuple.of(4, whole), Tuple.of(1, broken))
                  .list()
                  .ofMinSize(2)
                  .ofMaxSize(30);
            });
  }

  @Provide
  Arbitrary<byte[]> anything() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofMaxSize(40)),
        Tuple.of(4, damaged(objects())));
  }

  /** Events that are cut off, or have a wrong byte: closer to JSON than random bytes. */
  private static Arbitrary<byte[]> damaged(Arbitrary<String> whole) {
    return Combinators.combine(
            whole,
            Arbitraries.integers().between(0, 1_000_000),
            Arbitraries.bytes(),
            Arbitraries.integers().between(0, 3))
        .as(
            (json, place, replacement, kind) -> {
              byte[] bytes = json.getBytes(UTF_8);
              int at = place % bytes.length;
              return switch (kind) {
                case 0 -> Arrays.copyOf(bytes, at);
                case 1 -> Arrays.copyOfRange(bytes, at, bytes.length);
                case 2 -> Arrays.copyOf(bytes, bytes.length + 1);
                default -> {
                  bytes[at] = replacement;
                  yield bytes;
                }
              };
            });
  }

  @Provide
  Arbitrary<String> objects() {
    return object(4);
  }

  private static Arbitrary<String> object(int depth) {
    Arbitrary<String> member =
        Combinators.combine(names(), value(depth - 1))
            .as((name, value) -> quoted(name) + ":" + value);
    return member.list().ofMaxSize(6).map(members -> "{" + String.join(",", members) + "}");
  }

  private static Arbitrary<String> value(int depth) {
    if (depth == 0) {
      return scalar();
    }
    return Arbitraries.frequencyOf(
        Tuple.of(2, scalar()),
        Tuple.of(1, value(depth - 1).list().ofMaxSize(2).map(Object::toString)),
        Tuple.of(3, Arbitraries.lazy(() -> object(depth))));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of(
        "a", "b", "c", "payload", "a.b", "b.c", "a.b.c", "", "\u00e9", "\ud83d\ude00");
  }

  private static Arbitrary<String> scalar() {
    return Arbitraries.oneOf(
        Arbitraries.of("null", "true", "false", "-0", "1e2", "1.50", "12e-1", "1.5e1", "0.0"),
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.bigDecimals().ofScale(3).map(Object::toString),
        Arbitraries.bigIntegers().map(Object::toString),
        Arbitraries.strings().ofMaxLength(6).map(JsonReaderProperties::quoted));
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
