package io.signalfactory.testkit;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.EventTree.of;
import static io.signalfactory.testkit.RecordBuilder.record;
import static io.signalfactory.testkit.RecordBuilder.tombstone;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldSet.Additional;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.Opaque;
import io.signalfactory.contract.QualityRule.Scope;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.EventFields;
import io.signalfactory.event.FieldKind;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.MemberPath;
import io.signalfactory.event.PartitionClock;
import io.signalfactory.event.PayloadFormat;
import io.signalfactory.event.PayloadReader;
import io.signalfactory.event.TextTable;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.gate.Enforcer;
import io.signalfactory.gate.IdentityRules;
import io.signalfactory.gate.TopicPlan;
import io.signalfactory.gate.Verdict;
import io.signalfactory.gate.Violation;
import io.signalfactory.time.TimeFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every payload format has to do. The test class of a format extends this one, and says how an
 * event is written in that format and what the format cannot express; tests of the latter are
 * skipped.
 */
public abstract class PayloadFormatKit {

  /** What a format may be unable to express. */
  protected enum Feature {
    /** A field that is there and is null. */
    NULLS,
    /** Several members of one name in one object. */
    REPEATED_NAMES,
    /** Names with dots or spaces, or beyond ASCII, and the empty name. */
    ANY_NAMES,
    /** Integers beyond 64 bits, and decimals of any number of digits. */
    BIG_NUMBERS,
    /** A type of its own for points in time. */
    TYPED_TIMES,
    /** Where a value ends, so that bytes that are missing or too many are noticed. */
    ENDS
  }

  private static final long SEED = 20_260_114L;
  private static final String SECRET = "s3cr3t";

  /** Where the random events are looked at. */
  private static final String[] PATHS = {
    "a",
    "b",
    "c",
    "a.b",
    "a.b.c",
    "payload",
    "payload.a",
    "payload.a.b",
    "payload.b.a",
    "payload.payload.c"
  };

  private static final EventTree ORDER =
      of(
          "a",
          of("b", of("c", 1L), "x", true),
          "c",
          List.of(1L, 2L),
          "payload",
          of("b", SECRET, "c", new BigDecimal("1.5"), "y", 7L));

  /** The format under test. */
  protected abstract PayloadFormat format();

  /** An event in that format. */
  protected abstract byte[] write(EventTree event);

  /** What it cannot express. */
  protected abstract Set<Feature> cannotExpress();

  // A field of each type

  private record Sample(String what, @Nullable Object value, @Nullable Feature needs) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (String text :
        List.of(
            "",
            "text",
            "null",
            "12",
            "2026-01-14T12:34:56Z",
            "\"quoted\" \\ and / back",
            "line\nbreak\ttab\u0000end\u001f\u007f",
            "gr\u00f6\u00dfe \u20ac \u65e5\u672c\u8a9e e\u0301",
            "beyond 16 bits \ud83d\ude00",
            "x".repeat(100_000))) {
      samples.add(new Sample("text of " + text.length(), text, null));
    }
    for (long number :
        new long[] {
          0,
          1,
          -1,
          127,
          128,
          -129,
          Integer.MAX_VALUE,
          Integer.MIN_VALUE,
          1L << 53,
          (1L << 53) + 1,
          999_999_999_999_999_999L,
          1_000_000_000_000_000_000L,
          Long.MAX_VALUE,
          Long.MIN_VALUE
        }) {
      samples.add(new Sample("integer " + number, number, null));
    }
    for (String number : List.of("9223372036854775808", "-9223372036854775809", "9".repeat(100))) {
      samples.add(new Sample("integer " + number, new BigInteger(number), Feature.BIG_NUMBERS));
    }
    for (double number : new double[] {0.1, -0.5, 5, -0.0, 1e300, 1e-300, 123456.789}) {
      samples.add(new Sample("double " + number, number, null));
    }
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1 / 0.0}) {
      samples.add(new Sample("double " + number, number, null));
    }
    for (String number : List.of("12.50", "-0.01", "0.0", "1234567890123.4567890123456789")) {
      samples.add(new Sample("decimal " + number, new BigDecimal(number), Feature.BIG_NUMBERS));
    }
    samples.add(new Sample("true", true, null));
    samples.add(new Sample("false", false, null));
    samples.add(new Sample("null", null, Feature.NULLS));
    samples.add(new Sample("time", Instant.parse("2026-01-14T12:34:56.789Z"), null));
    samples.add(new Sample("time of a whole second", Instant.parse("1969-12-31T23:59:59Z"), null));
    samples.add(new Sample("day", LocalDate.parse("2024-02-29"), null));
    samples.add(new Sample("bytes", new byte[] {0, 1, (byte) 0xFF, (byte) 0x80}, null));
    samples.add(new Sample("object", of("b", 1L), null));
    samples.add(new Sample("empty object", of(), null));
    samples.add(new Sample("list", List.of(1L, 2L), null));
    samples.add(new Sample("list of objects", List.of(of("b", 1L), of("b", 2L)), null));
    samples.add(new Sample("list of texts", List.of("a", "b"), null));
    return samples.stream();
  }

  @ParameterizedTest
  @MethodSource("io.signalfactory.testkit.PayloadFormatKit#samples")
  void givesAFieldItsKindAndItsValue(Sample sample) {
    assumeExpressible(sample.needs());

    Event event = read(of("before", "x", "a", sample.value(), "after", 1L), "a", "after");

    event.assertHolds("a", sample.value());
    event.assertHolds("after", 1L);
  }

  @ParameterizedTest
  @MethodSource("io.signalfactory.testkit.PayloadFormatKit#samples")
  void givesOnlyTheKindOfAFieldWhoseValueIsNotWanted(Sample sample) {
    assumeExpressible(sample.needs());
    FieldPlan.Builder plan = new FieldPlan.Builder();
    int slot = plan.slot(FieldPath.of("a"), false);

    EventFields fields = fields(format().reader(plan.build()), of("a", sample.value()));

    assertThat(fields.kind(slot)).isEqualTo(kindOf(sample.value()));
    assertThat(fields.value(slot)).isNull();
  }

  @Test
  void tellsNullFromAbsent() {
    assumeExpressible(Feature.NULLS);

    Event event = read(of("a", null), "a", "b");

    assertThat(event.kind("a")).isEqualTo(FieldKind.NULL);
    assertThat(event.kind("b")).isEqualTo(FieldKind.ABSENT);
    assertThat(event.value("a")).isNull();
    assertThat(event.value("b")).isNull();
  }

  // Times

  static Stream<Object[]> times() {
    return Stream.of(
        new Object[] {TimeFormat.RFC3339, "2026-01-14T12:34:56.789Z"},
        new Object[] {TimeFormat.RFC3339, "2026-01-14T13:34:56.789012+01:00"},
        new Object[] {TimeFormat.RFC3339, Instant.parse("2026-01-14T12:34:56.789Z")},
        new Object[] {TimeFormat.EPOCH_MILLIS, 1_768_394_096_789L},
        new Object[] {TimeFormat.EPOCH_SECONDS, 1_768_394_096.789});
  }

  @ParameterizedTest
  @MethodSource("io.signalfactory.testkit.PayloadFormatKit#times")
  void readsATimeAsTheContractSaysThatItIsWritten(TimeFormat format, Object written) {
    Event event = read(of("at", written), "at");

    assertThat(event.epochMillis("at", format)).isEqualTo(1_768_394_096_789L);
  }

  @ParameterizedTest
  @EnumSource(TimeFormat.class)
  void readsATimeOfItsOwnTypeWhateverTheContractSays(TimeFormat format) {
    assumeExpressible(Feature.TYPED_TIMES);

    Event event = read(of("at", Instant.parse("2026-01-14T12:34:56.789Z")), "at");

    assertThat(event.epochMillis("at", format)).isEqualTo(1_768_394_096_789L);
    assertThat(event.exactMillis("at", format)).isEqualTo(1_768_394_096_789L);
  }

  @Test
  void readsATimeAsExactlyAsItIsWritten() {
    Event event = read(of("at", "2026-01-14T12:34:56.7890000000001Z"), "at");

    assertThat(event.epochMillis("at", TimeFormat.RFC3339)).isEqualTo(1_768_394_096_789L);
    assertThat(event.exactMillis("at", TimeFormat.RFC3339))
        .isEqualTo(new BigDecimal("1768394096789.0000000001"));
  }

  @Test
  void findsNoTimeInOtherValues() {
    Event event =
        read(
            of("a", "yesterday", "b", true, "c", of("at", 1L), "d", "1768394096789", "e", 1L),
            "a",
            "b",
            "c",
            "d",
            "e",
            "absent");

    for (String path : List.of("a", "b", "c", "d", "absent")) {
      for (TimeFormat format : TimeFormat.values()) {
        assertThat(event.epochMillis(path, format)).as(path).isEqualTo(EventFields.NO_TIME);
      }
    }
    assertThat(event.epochMillis("e", TimeFormat.RFC3339)).isEqualTo(EventFields.NO_TIME);
    assertThat(event.epochMillis("e", TimeFormat.EPOCH_SECONDS)).isEqualTo(1_000);
    assertThat(event.epochMillis("e", TimeFormat.EPOCH_MILLIS)).isEqualTo(1);
  }

  // Paths

  @Test
  void followsAPathThroughObjectsAndNothingElse() {
    Event event =
        read(
            of("a", of("b", of("c", "x"), "d", true), "e", List.of(of("f", 1L)), "g", 1L),
            "a",
            "a.b",
            "a.b.c",
            "a.d",
            "a.b.c.d",
            "e.f",
            "g.h",
            "A",
            "b");

    event.assertHolds("a", of());
    event.assertHolds("a.b", of());
    event.assertHolds("a.b.c", "x");
    event.assertHolds("a.d", true);
    for (String absent : List.of("a.b.c.d", "e.f", "g.h", "A", "b")) {
      assertThat(event.kind(absent)).as(absent).isEqualTo(FieldKind.ABSENT);
      assertThat(event.value(absent)).as(absent).isNull();
    }
  }

  @Test
  void findsMembersWithAnyNames() {
    assumeExpressible(Feature.ANY_NAMES);

    Event event =
        read(
            of("a.b", 1L, "gr\u00f6\u00dfe \ud83d\ude00", 2L, "", 3L),
            "\"a.b\"",
            "gr\u00f6\u00dfe \ud83d\ude00");

    event.assertHolds("\"a.b\"", 1L);
    event.assertHolds("gr\u00f6\u00dfe \ud83d\ude00", 2L);
  }

  @Test
  void findsAMemberWithDotsInItsNameByItsPath() {
    assumeExpressible(Feature.ANY_NAMES);

    Event event =
        read(
            of("http.request.method", "GET", "tls", of("client.ja3", "x"), "os", of("name", 7L)),
            "http.request.method",
            "tls.client.ja3",
            "os.name",
            "tls.client");

    event.assertHolds("http.request.method", "GET");
    event.assertHolds("tls.client.ja3", "x");
    event.assertHolds("os.name", 7L);
    assertThat(event.kind("tls.client")).isEqualTo(FieldKind.ABSENT);
  }

  @Test
  void takesALiteralMemberBeforeAnInnerOneWhicheverComesFirst() {
    assumeExpressible(Feature.ANY_NAMES);

    for (EventTree tree :
        List.of(of("os.name", 1L, "os", of("name", 2L)), of("os", of("name", 2L), "os.name", 1L))) {
      Event event = read(tree, "os.name", "\"os.name\"");

      event.assertHolds("os.name", 1L);
      event.assertHolds("\"os.name\"", 1L);
    }
  }

  @Test
  void takesAnInnerMemberOfThePayloadBeforeALiteralOneOfTheRecord() {
    assumeExpressible(Feature.ANY_NAMES);

    Event event =
        read(
            of("os.name", 1L, "host.id", 4L, "payload", of("os", of("name", 2L), "up", 3L)),
            "os.name",
            "host.id",
            "\"os.name\"");

    event.assertHolds("os.name", 2L);
    event.assertHolds("host.id", 4L);
    event.assertHolds("\"os.name\"", 1L);
  }

  @Test
  void looksForANameInQuotesNowhereElse() {
    assumeExpressible(Feature.ANY_NAMES);

    Event event = read(of("os", of("name", 2L)), "\"os.name\"");

    assertThat(event.kind("\"os.name\"")).isEqualTo(FieldKind.ABSENT);
    assertThat(event.value("\"os.name\"")).isNull();
  }

  @Test
  void aLiteralMemberThatIsNullCountsAsNull() {
    assumeExpressible(Feature.ANY_NAMES);

    Event event = read(of("os.name", null, "os", of("name", 2L)), "os.name");

    assertThat(event.kind("os.name")).isEqualTo(FieldKind.NULL);
  }

  @Test
  void looksIntoThePayloadBeforeTheRecord() {
    Event event =
        read(
            of("a", 1L, "b", 1L, "c", of("x", 1L), "payload", of("a", 2L, "c", of("y", 2L))),
            "a",
            "b",
            "c.x",
            "c.y",
            "payload.a",
            "payload.b",
            "payload");

    assertThat(event.fields().enveloped()).isTrue();
    event.assertHolds("a", 2L);
    event.assertHolds("b", 1L);
    event.assertHolds("c.x", 1L);
    event.assertHolds("c.y", 2L);
    event.assertHolds("payload.a", 2L);
    event.assertHolds("payload", of());
    assertThat(event.kind("payload.b")).isEqualTo(FieldKind.ABSENT);
  }

  @Test
  void looksIntoThePayloadAlsoIfTheRecordGoesOnBehindIt() {
    Event event = read(of("payload", of("a", 2L), "a", 1L, "b", 1L), "a", "b");

    event.assertHolds("a", 2L);
    event.assertHolds("b", 1L);
  }

  @Test
  void countsANullInThePayloadBeforeAValueInTheRecord() {
    assumeExpressible(Feature.NULLS);

    Event event = read(of("a", 1L, "payload", of("a", null)), "a");

    assertThat(event.kind("a")).isEqualTo(FieldKind.NULL);
    assertThat(event.value("a")).isNull();
  }

  @Test
  void findsAPayloadInThePayloadByItsPathOnly() {
    Event event =
        read(of("payload", of("payload", of("a", 1L))), "a", "payload.a", "payload.payload.a");

    assertThat(event.kind("a")).isEqualTo(FieldKind.ABSENT);
    event.assertHolds("payload.a", 1L);
    event.assertHolds("payload.payload.a", 1L);
  }

  static Stream<Object> payloadsThatAreNoObjects() {
    return Stream.of(5L, "text", false, List.of(of("a", 2L)));
  }

  @ParameterizedTest
  @MethodSource("io.signalfactory.testkit.PayloadFormatKit#payloadsThatAreNoObjects")
  void takesTheRecordForThePayloadIfThatIsNoObject(Object payload) {
    Event event = readNamed(of("payload", payload, "a", 1L), "a", "payload");

    assertThat(event.fields().enveloped()).isFalse();
    event.assertHolds("a", 1L);
    event.assertHolds("payload", payload);
    assertThat(event.members()).containsExactlyInAnyOrder("payload", "a");
  }

  // Names of members

  @Test
  void namesTheMembersAsFarDownAsThePlanHasPaths() {
    Event event =
        readNamed(of("a", of("b", 1L, "x", of("deep", 1L)), "c", of("inside", 1L)), "a.b", "c");

    assertThat(event.members()).containsExactlyInAnyOrder("a", "a.b", "a.x", "c");
  }

  @Test
  void namesTheMembersOfThePayloadAlone() {
    Event event =
        readNamed(of("id", 1L, "payload", of("a", of("b", 1L), "x", 1L)), "payload.a.b", "id");

    assertThat(event.members()).containsExactlyInAnyOrder("a", "a.b", "x");
  }

  @Test
  void namesNoMembersIfNobodyAsks() {
    assertThat(read(of("a", 1L, "x", 1L), "a").members()).isEmpty();
  }

  // Names that are repeated

  @Test
  void countsTheLastOfSeveralMembersOfOneName() {
    assumeExpressible(Feature.REPEATED_NAMES);

    Event event =
        readNamed(
            of("a", of("b", 1L, "old", 1L), "c", 1L, "a", of("d", 2L), "c", "x"),
            "a.b",
            "a.d",
            "c");

    assertThat(event.kind("a.b")).isEqualTo(FieldKind.ABSENT);
    event.assertHolds("a.d", 2L);
    event.assertHolds("c", "x");
    assertThat(event.members()).containsExactlyInAnyOrder("a", "a.d", "c");
  }

  @Test
  void countsTheLastOfSeveralPayloads() {
    assumeExpressible(Feature.REPEATED_NAMES);

    Event event =
        readNamed(
            of("payload", of("a", 1L, "b", 1L), "payload", of("b", 2L)), "a", "b", "payload.a");

    assertThat(event.kind("a")).isEqualTo(FieldKind.ABSENT);
    assertThat(event.kind("payload.a")).isEqualTo(FieldKind.ABSENT);
    event.assertHolds("b", 2L);
    assertThat(event.members()).containsExactly("b");
  }

  // Values that are no events

  @Test
  void takesNoValueForATombstone() {
    PayloadReader reader = new Wanted(PATHS).reader();
    reader.read(record(write(ORDER)).build());

    Decoding decoding = reader.read(tombstone().build());

    assertThat(decoding).isEqualTo(new Decoding.Tombstone());
  }

  @Test
  void callsAValueMalformedThatWasCutOff() {
    assumeExpressible(Feature.ENDS);
    byte[] whole = write(ORDER);
    Wanted wanted = new Wanted(PATHS);

    for (int length = 0; length < whole.length; length++) {
      Decoding decoding = wanted.read(Arrays.copyOf(whole, length));

      assertThat(decoding).as("%d bytes", length).isInstanceOf(Decoding.Malformed.class);
      assertThat(((Decoding.Malformed) decoding).reason()).isNotBlank().doesNotContain(SECRET);
    }
  }

  @Test
  void callsAValueMalformedThatGoesOnBehindItsEnd() {
    assumeExpressible(Feature.ENDS);
    byte[] whole = write(ORDER);
    Wanted wanted = new Wanted(PATHS);

    for (byte[] more : List.of(new byte[] {0}, SECRET.getBytes(UTF_8), whole)) {
      byte[] longer = Arrays.copyOf(whole, whole.length + more.length);
      System.arraycopy(more, 0, longer, whole.length, more.length);

      Decoding decoding = wanted.read(longer);

      assertThat(decoding).isInstanceOf(Decoding.Malformed.class);
      assertThat(((Decoding.Malformed) decoding).reason()).isNotBlank().doesNotContain(SECRET);
    }
  }

  @Test
  void readsAnyBytesWithoutFailingAndTheNextEventAsBefore() {
    Random random = new Random(SEED);
    byte[] whole = write(ORDER);
    Wanted wanted = new Wanted(PATHS).naming();
    Map<String, Object> before = wanted.snapshot(whole);
    int malformed = 0;

    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = i % 2 == 0 ? damaged(whole, random) : garbage(random);
      Decoding decoding = wanted.read(bytes);
      if (decoding instanceof Decoding.Malformed refused) {
        malformed++;
        assertThat(refused.reason()).isNotBlank().doesNotContain(SECRET);
      } else {
        // Whatever it was taken for has to be readable.
        assertThat(wanted.askAll(((Decoding.Decoded) decoding).fields())).isNotEmpty();
      }

      assertThat(wanted.snapshot(whole)).as("after %s", Arrays.toString(bytes)).isEqualTo(before);
    }
    assertThat(malformed).isGreaterThan(1_000);
  }

  // One record after the other

  @Test
  void forgetsTheEventBefore() {
    Wanted wanted = new Wanted(PATHS).naming();
    wanted.read(write(ORDER));

    Map<String, Object> read = wanted.snapshot(write(of()));

    assertThat(read).isEqualTo(new Wanted(PATHS).naming().expected(of()));
  }

  @Test
  void readsOnAfterARelease() {
    Wanted wanted = new Wanted(PATHS).naming();
    byte[] large = write(ORDER.with("text", "x".repeat(100_000)));
    Map<String, Object> before = wanted.snapshot(large);
    wanted.reader().release();

    Map<String, Object> read = wanted.snapshot(large);

    assertThat(read).isEqualTo(before);
  }

  @Test
  void readsWithTwoReadersInTurn() {
    Wanted wanted = new Wanted("a");
    PayloadReader one = wanted.newReader();
    PayloadReader other = wanted.newReader();

    EventFields first = fields(one, of("a", 1L));
    EventFields second = fields(other, of("a", 2L));

    assertThat(first.value(0)).isEqualTo(1L);
    assertThat(second.value(0)).isEqualTo(2L);
  }

  @Test
  void readsAThousandDifferentEventsAsTheyWereWritten() {
    Random random = new Random(SEED);
    Wanted wanted = new Wanted(PATHS).naming();
    Wanted unnamed = new Wanted(PATHS);

    EventTree event = of();
    for (int i = 0; i < 1_000; i++) {
      // Now and then the same event again, as a reader may have learned how it is written.
      event = i % 3 == 0 ? event : randomObject(random, 3);
      byte[] bytes = write(event);

      assertThat(wanted.snapshot(bytes)).as("%s", event).isEqualTo(wanted.expected(event));
      assertThat(unnamed.snapshot(bytes)).as("%s", event).isEqualTo(unnamed.expected(event));
    }
  }

  // The same judgement as in JSON

  private static final EventTree SOUND =
      of(
          "type",
          "created",
          "id",
          "o-1",
          "count",
          3L,
          "price",
          12.5,
          "paid",
          true,
          "day",
          LocalDate.parse("2026-01-14"),
          "at",
          Instant.parse("2026-01-14T11:59:58.250Z"),
          "to",
          of("city", "K\u00f6ln"),
          "tags",
          List.of("a", "b"));

  private record Case(String what, EventTree event, @Nullable Feature needs, String... codes) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("sound", SOUND, null),
        new Case("in a payload", of("type", "created", "payload", SOUND), null),
        new Case("of another dataset", replaced("type", "paid"), null, "UNRESOLVED_DATASET"),
        new Case("of a dataset that is a number", replaced("type", 7L), null, "UNRESOLVED_DATASET"),
        new Case("without id", without("id"), null, "MISSING_REQUIRED_FIELD id"),
        new Case("with null", replaced("id", null), Feature.NULLS, "NULL_REQUIRED_FIELD id"),
        new Case(
            "with another type",
            replaced("count", 1.5),
            null,
            "WRONG_TYPE count",
            "RULE_ERROR even"),
        new Case(
            "with a number that is none",
            replaced("price", Double.NaN),
            null,
            "WRONG_TYPE price",
            "RULE_ERROR cheap"),
        new Case("with bytes", replaced("id", new byte[] {1, 2, 3}), null),
        new Case(
            "with a list for an object",
            replaced("to", List.of(1L)),
            null,
            "WRONG_TYPE to",
            "MISSING_REQUIRED_FIELD to.city"),
        new Case("with strange fields", SOUND.with("x", of("y", 1L)), null, "UNKNOWN_FIELD x"),
        new Case("that breaks rules", replaced("count", -1L), null, "RULE_FAILED even"),
        new Case("that is dear", replaced("price", 1e9), null, "RULE_FAILED cheap"),
        new Case(
            "with another day",
            replaced("day", LocalDate.parse("2025-12-31")),
            null,
            "RULE_FAILED new"),
        new Case(
            "with an early time",
            replaced("at", Instant.parse("2025-12-31T23:00:00Z")),
            null,
            "RULE_FAILED fresh",
            "EVENT_TIME_TOO_OLD"),
        new Case(
            "with a late time",
            replaced("at", Instant.parse("2026-02-14T12:00:00Z")),
            null,
            "EVENT_TIME_IN_FUTURE"),
        new Case(
            "with a broken time",
            replaced("at", "soon"),
            null,
            "WRONG_TYPE at",
            "RULE_ERROR fresh",
            "EVENT_TIME_INVALID"),
        new Case(
            "without time", without("at"), null, "MISSING_REQUIRED_FIELD at", "EVENT_TIME_MISSING"),
        new Case(
            "with a large key",
            replaced("count", new BigInteger("9".repeat(30))),
            Feature.BIG_NUMBERS),
        new Case(
            "with an exact key", replaced("price", new BigDecimal("12.50")), Feature.BIG_NUMBERS));
  }

  private static EventTree without(String name) {
    return new EventTree(
        SOUND.members().stream().filter(member -> !member.name().equals(name)).toList());
  }

  private static EventTree replaced(String name, @Nullable Object value) {
    return without(name).with(name, value);
  }

  @ParameterizedTest
  @MethodSource("io.signalfactory.testkit.PayloadFormatKit#cases")
  void givesAnEventTheSameJudgementAsJson(Case given) {
    assumeExpressible(given.needs());

    Verdict verdict = judged(format(), write(given.event()));

    Verdict inJson = judged(new JsonFormat(), JsonEvents.write(given.event()));
    assertThat(codes(verdict)).containsExactlyInAnyOrder(given.codes());
    assertThat(verdict.gates()).isEqualTo(inJson.gates());
    assertThat(verdict.rules()).isEqualTo(inJson.rules());
    assertThat(verdict.claims()).isEqualTo(inJson.claims());
    assertThat(verdict.eventTime()).isEqualTo(inJson.eventTime());
    assertThat(verdict.datasetUrn()).isEqualTo(inJson.datasetUrn());
  }

  private static Verdict judged(PayloadFormat format, byte[] value) {
    TopicPlan plan =
        TopicPlan.compile(
            ContractBuilder.TOPIC,
            List.of(
                contract("urn:dp:orders:created")
                    .matchField("type", "created")
                    .eventTime("at")
                    .requiredTime("at", TimeFormat.RFC3339)
                    .required("id", FieldType.STRING)
                    .required("count", FieldType.INTEGER)
                    .required("to.city", FieldType.STRING)
                    .optional("to", FieldType.OBJECT)
                    .optional("price", FieldType.NUMBER)
                    .optional("paid", FieldType.BOOLEAN)
                    .optional("day", FieldType.DATE)
                    .optional("tags", FieldType.ARRAY)
                    .additional(Additional.WARN)
                    .rule("even", "count > 0 AND count + 1 > 1")
                    .rule("cheap", "price < 1000000")
                    .rule("named", "LENGTH(id) BETWEEN 1 AND 10 AND to.city <> 'nowhere'")
                    .rule("fresh", "at > TIMESTAMP '2026-01-01T00:00:00Z'")
                    .rule("new", "day >= DATE '2026-01-01'")
                    .rule("tagged", "tags IS NOT NULL AND paid IS NOT FALSE")
                    .unique("once", Duration.ofHours(1), Scope.PARTITION, "id", "count", "price")
                    .unique("bill", Duration.ofHours(1), Scope.DATASET, "paid", "to.city")
                    .build()),
            format);
    IdentityRules rules = new IdentityRules(List.of("service"), List.of("version"), Map.of());
    return new Enforcer(plan, rules, new PartitionClock())
        .judge(record(value).header("service", "orders").build(), RecordBuilder.TIMESTAMP);
  }

  private static List<String> codes(Verdict verdict) {
    return verdict.gates().stream()
        .flatMap(gate -> gate.violations().stream())
        .map(PayloadFormatKit::code)
        .toList();
  }

  private static String code(Violation violation) {
    String about = violation.field() == null ? violation.rule() : violation.field();
    return about == null ? violation.code().name() : violation.code() + " " + about;
  }

  // What the tests have in common

  private void assumeExpressible(@Nullable Feature needs) {
    assumeFalse(
        needs != null && cannotExpress().contains(needs), () -> "the format has no " + needs);
  }

  private Event read(EventTree event, String... paths) {
    Wanted wanted = new Wanted(paths);
    return new Event(fields(wanted.reader(), event), wanted.slots);
  }

  private Event readNamed(EventTree event, String... paths) {
    Wanted wanted = new Wanted(paths).naming();
    return new Event(fields(wanted.reader(), event), wanted.slots);
  }

  private EventFields fields(PayloadReader reader, EventTree event) {
    Decoding decoding = reader.read(record(write(event)).build());
    assertThat(decoding).as("%s", event).isInstanceOf(Decoding.Decoded.class);
    return ((Decoding.Decoded) decoding).fields();
  }

  private static FieldKind kindOf(@Nullable Object written) {
    if (written == null) {
      return FieldKind.NULL;
    }
    if (written instanceof EventTree) {
      return FieldKind.OBJECT;
    }
    if (written instanceof List<?>) {
      return FieldKind.ARRAY;
    }
    if (written instanceof Boolean) {
      return FieldKind.BOOLEAN;
    }
    if (written instanceof Long || written instanceof BigInteger) {
      return FieldKind.INTEGER;
    }
    boolean decimal =
        written instanceof BigDecimal
            || (written instanceof Double number && Double.isFinite(number));
    return decimal ? FieldKind.DECIMAL : FieldKind.STRING;
  }

  /**
   * The value of what was written; a decimal without zeros at its end, as some formats add them.
   */
  private static @Nullable Object valueOf(@Nullable Object written) {
    if (written instanceof EventTree) {
      return Opaque.OBJECT;
    }
    if (written instanceof List<?>) {
      return Opaque.ARRAY;
    }
    if (written instanceof BigInteger number) {
      return comparable(new BigDecimal(number));
    }
    if (written instanceof Double number && Double.isFinite(number)) {
      return comparable(BigDecimal.valueOf(number));
    }
    if (written instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    boolean asItIs = written == null || written instanceof Long || written instanceof Boolean;
    return asItIs || written instanceof BigDecimal ? comparable(written) : written.toString();
  }

  private static @Nullable Object comparable(@Nullable Object value) {
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = Arrays.copyOf(whole, whole.length - random.nextInt(2));
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static byte[] garbage(Random random) {
    byte[] bytes = new byte[random.nextInt(60)];
    random.nextBytes(bytes);
    return bytes;
  }

  private EventTree randomObject(Random random, int depth) {
    List<String> names = new ArrayList<>(List.of("a", "b", "c", "payload", "x"));
    if (!cannotExpress().contains(Feature.ANY_NAMES)) {
      names.addAll(List.of("a.b", "", "\u00e9\ud83d\ude00"));
    }
    List<EventTree.Named> members = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      String name = names.get(random.nextInt(names.size()));
      if (taken.add(name) || !cannotExpress().contains(Feature.REPEATED_NAMES)) {
        members.add(new EventTree.Named(name, randomValue(random, depth - 1)));
      }
    }
    return new EventTree(members);
  }

  private @Nullable Object randomValue(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 8)) {
      case 0 -> cannotExpress().contains(Feature.NULLS) ? (Object) false : null;
      case 1 -> "text \u20ac " + random.nextInt(100);
      case 2 -> random.nextLong();
      case 3 -> (long) random.nextInt(10);
      case 4 -> random.nextDouble();
      case 5 -> random.nextBoolean();
      case 6 -> Instant.ofEpochMilli(random.nextInt());
      case 7 -> List.of((long) random.nextInt(10));
      default -> randomObject(random, depth);
    };
  }

  /** The fields that a test asks for, and a reader of them. */
  private final class Wanted {
    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final FieldPlan.Builder builder = new FieldPlan.Builder();
    private boolean named;
    private @Nullable PayloadReader reader;

    private Wanted(String... paths) {
      for (String path : paths) {
        slots.put(path, builder.slot(FieldPath.of(path), true));
      }
    }

    private Wanted naming() {
      builder.collectNames();
      named = true;
      return this;
    }

    private PayloadReader newReader() {
      return format().reader(builder.build());
    }

    private PayloadReader reader() {
      if (reader == null) {
        reader = newReader();
      }
      return reader;
    }

    private Decoding read(byte[] value) {
      return reader().read(record(value).build());
    }

    /** The kinds and values of all paths, and the names of the members. */
    private Map<String, Object> snapshot(byte[] value) {
      Decoding decoding = read(value);
      return decoding instanceof Decoding.Decoded decoded
          ? askAll(decoded.fields())
          : Map.of("not decoded", decoding);
    }

    private Map<String, Object> askAll(EventFields fields) {
      Map<String, Object> all = new LinkedHashMap<>();
      slots.forEach(
          (path, slot) -> {
            all.put(path, fields.kind(slot) + " " + comparable(fields.value(slot)));
            fields.textLength(slot);
            fields.compareNumber(slot, 1);
            fields.find(slot, new TextTable<>(Map.of("x", true)));
            for (TimeFormat format : TimeFormat.values()) {
              fields.epochMillis(slot, format);
            }
          });
      all.put("members", Set.copyOf(fields.members()));
      all.put("enveloped", fields.enveloped());
      return all;
    }

    /** What {@link #snapshot} must give for an event, found the slow and obvious way. */
    private Map<String, Object> expected(EventTree event) {
      EventTree.Named found = event.byName().get(FieldPlan.PAYLOAD);
      EventTree payload =
          found != null && found.value() instanceof EventTree object ? object : null;
      Map<String, Object> all = new LinkedHashMap<>();
      for (String path : slots.keySet()) {
        EventTree.Named field = payload == null ? null : payload.find(FieldPath.of(path));
        field = field == null ? event.find(FieldPath.of(path)) : field;
        all.put(
            path,
            field == null
                ? FieldKind.ABSENT + " null"
                : kindOf(field.value()) + " " + valueOf(field.value()));
      }
      Set<MemberPath> members = new HashSet<>();
      if (named) {
        collect(payload == null ? event : payload, List.of(), branches(payload != null), members);
      }
      all.put("members", members);
      all.put("enveloped", payload != null);
      return all;
    }

    /** The objects that the plan has paths into. */
    private Set<List<String>> branches(boolean enveloped) {
      Set<List<String>> branches = new HashSet<>();
      for (String path : slots.keySet()) {
        List<String> names = FieldPath.of(path).names();
        for (int depth = 1; depth < names.size(); depth++) {
          branches.add(names.subList(0, depth));
          if (enveloped && depth > 1 && names.get(0).equals(FieldPlan.PAYLOAD)) {
            branches.add(names.subList(1, depth));
          }
        }
      }
      return branches;
    }

    private void collect(
        EventTree object, List<String> path, Set<List<String>> branches, Set<MemberPath> found) {
      for (EventTree.Named member : object.byName().values()) {
        found.add(new MemberPath(path.isEmpty() ? null : String.join(".", path), member.name()));
        List<String> inside = new ArrayList<>(path);
        inside.add(member.name());
        if (member.value() instanceof EventTree inner && branches.contains(inside)) {
          collect(inner, inside, branches, found);
        }
      }
    }
  }

  /** One event's fields by path. */
  private record Event(EventFields fields, Map<String, Integer> slots) {

    private FieldKind kind(String path) {
      return fields.kind(slots.get(path));
    }

    private @Nullable Object value(String path) {
      return fields.value(slots.get(path));
    }

    private @Nullable Object exactMillis(String path, TimeFormat format) {
      return fields.exactMillis(slots.get(path), format);
    }

    private long epochMillis(String path, TimeFormat format) {
      return fields.epochMillis(slots.get(path), format);
    }

    private List<String> members() {
      return fields.members().stream().map(MemberPath::dotted).toList();
    }

    /** Every question about a field must have the answer that follows from what was written. */
    private void assertHolds(String path, @Nullable Object written) {
      int slot = slots.get(path);
      FieldKind kind = kindOf(written);
      Object value = valueOf(written);
      // Asked before and after the value is made, as that may change how they are answered.
      assertShortcuts(slot, value);
      assertThat(fields.kind(slot)).as(path).isEqualTo(kind);
      assertThat(comparable(fields.value(slot))).as(path).isEqualTo(value);
      assertThat(fields.kind(slot)).as(path).isEqualTo(kind);
      assertShortcuts(slot, value);
      assertFound(slot, value);
    }

    private void assertShortcuts(int slot, @Nullable Object value) {
      int length = fields.textLength(slot);
      if (length != EventFields.NO_ANSWER) {
        assertThat(value).isInstanceOf(String.class);
        String text = String.valueOf(value);
        assertThat(length).isEqualTo(text.codePointCount(0, text.length()));
      }
      for (long whole : new long[] {0, 1, -1, 5, 127, Long.MAX_VALUE, Long.MIN_VALUE}) {
        int sign = fields.compareNumber(slot, whole);
        if (sign != EventFields.NO_ANSWER) {
          assertThat(Integer.signum(sign))
              .isEqualTo(
                  new BigDecimal(String.valueOf(value)).compareTo(BigDecimal.valueOf(whole)));
        }
      }
    }

    private void assertFound(int slot, @Nullable Object value) {
      String text = String.valueOf(value);
      if (value instanceof String || value instanceof Long || value instanceof Boolean) {
        assertThat(fields.find(slot, new TextTable<>(Map.of(text, "it")))).isEqualTo("it");
      } else if (value == null || value instanceof Opaque) {
        assertThat(fields.find(slot, new TextTable<>(Map.of(text, "it")))).isNull();
      }
      assertThat(fields.find(slot, new TextTable<>(Map.of(text + "x", "it")))).isNull();
    }
  }
}
