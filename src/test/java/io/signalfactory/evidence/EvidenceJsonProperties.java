package io.signalfactory.evidence;

import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldSet.Additional;
import io.signalfactory.contract.FieldType;
import io.signalfactory.testkit.RecordBuilder;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class EvidenceJsonProperties {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  /** One writer for all records of a try: one record must not affect the next. */
  private final Specimens specimens =
      new Specimens(
          contract("urn:dp:orders:created")
              .matchField("type", "created")
              .required("id", FieldType.STRING)
              .optional("amount", FieldType.NUMBER)
              .rule("amount_positive", "amount > 0"),
          contract("urn:dp:orders:\"odd\\\u0001\ud83d\ude00")
              .matchField("type", "odd")
              .version("\u00e9\t1")
              .additional(Additional.FORBID));

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void writesWhatAGeneratorWrites(@ForAll("sequences") List<RecordBuilder> records) {
    for (RecordBuilder record : records) {
      String expected = new String(specimens.writePlainly(record), UTF_8);

      String json = new String(specimens.write(record), UTF_8);

      assertThat(json).isEqualTo(expected);
    }
  }

  /**
   * Most Evidence differs from the one before, or the one before that, only in ids, times and
   * numbers.
   */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void recordsOfOneKindAreWrittenAsAGeneratorWritesThem(
      @ForAll("runs") List<RecordBuilder> records) {
    List<String> expected =
        records.stream().map(record -> new String(specimens.writePlainly(record), UTF_8)).toList();

    List<byte[]> written = records.stream().map(specimens::write).toList();

    // Compared after all were written: a later one must not change an earlier one.
    assertThat(written).map(json -> new String(json, UTF_8)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<RecordBuilder>> runs() {
    return Combinators.combine(values(), values(), services(), Arbitraries.of(TRACE, "00-1"))
        .flatAs(
            (value, another, service, trace) ->
                records(
                        Arbitraries.of(value, another),
                        Arbitraries.just(service),
                        Arbitraries.just(trace),
                        // some of them a record before or after the next digit, or the next second
                        Arbitraries.longs().between(1_767_225_599_900L, 1_767_225_601_100L),
                        Arbitraries.longs().between(90, 110))
                    .list()
                    .ofMinSize(2)
                    .ofMaxSize(8));
  }

  @Provide
  Arbitrary<List<RecordBuilder>> sequences() {
    return records(
            values(), services(), Arbitraries.of(TRACE, " " + TRACE, "00-1"), times(), offsets())
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static Arbitrary<RecordBuilder> records(
      Arbitrary<String> values,
      Arbitrary<String> services,
      Arbitrary<String> traces,
      Arbitrary<Long> times,
      Arbitrary<Long> offsets) {
    return Combinators.combine(values, services, traces, times, offsets)
        .as(
            (value, service, trace, time, offset) -> {
              RecordBuilder built =
                  record(value).header("traceparent", trace).timestamp(time).at(7, offset);
              return service.isEmpty() ? built : built.header("service", service);
            });
  }

  private static Arbitrary<String> services() {
    return Arbitraries.of("", "orders-svc", "payments \"svc\"", "z\u00e4hler \ud83d\ude00", "\\");
  }

  private static Arbitrary<Long> times() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.longs().between(1_767_225_600_000L, 1_767_571_200_000L)),
        Tuple.of(1, Arbitraries.longs()));
  }

  private static Arbitrary<Long> offsets() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 11), Arbitraries.longs().between(0, Long.MAX_VALUE));
  }

  private static Arbitrary<String> values() {
    return Arbitraries.of(
        "{\"type\":\"created\",\"id\":\"1\",\"amount\":1.5}",
        "{\"type\":\"created\",\"id\":\"1\",\"amount\":0}",
        "{\"type\":\"created\",\"amount\":\"x\"}",
        "{\"type\":\"created\",\"id\":\"1\",\"event_time\":\"2026-01-01T12:00:00.001Z\"}",
        "{\"type\":\"created\",\"id\":\"1\",\"event_time\":\"9999-12-31T23:59:59Z\"}",
        "{\"type\":\"created\",\"id\":\"1\",\"event_time\":\"soon\"}",
        "{\"type\":\"odd\",\"\\ud83d\":1,\"\\u0000\":2}",
        "{\"type\":\"odd\",\"event_time\":\"0000-01-01T00:00:00Z\"}",
        "{\"type\":\"other\"}",
        "{",
        "7");
  }
}
