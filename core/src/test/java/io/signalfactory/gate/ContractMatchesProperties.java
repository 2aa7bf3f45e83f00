package io.signalfactory.gate;

import static io.signalfactory.gate.GateHarness.judge;
import static io.signalfactory.testkit.ContractBuilder.contract;
import static io.signalfactory.testkit.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.testkit.ContractBuilder;
import io.signalfactory.testkit.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

class ContractMatchesProperties {

  private static final List<String> FIELDS = List.of("type", "kind", "meta.kind");
  private static final List<String> HEADERS = List.of("ce_type", "ce_source");
  private static final String VALUE = "{\"type\":%s,\"kind\":%s,\"meta\":{\"kind\":%s}}";

  /** All contracts of a topic together match what each of them matches alone. */
  @Property(tries = 500)
  void findsTheContractsThatWouldMatchAlone(
      @ForAll("matches") List<UnaryOperator<ContractBuilder>> matches,
      @ForAll("records") RecordBuilder record) {
    List<String> alone = new ArrayList<>();
    ContractBuilder[] all = new ContractBuilder[matches.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = matches.get(i).apply(contract("urn:dp:orders:d%02d".formatted(i)));
      Verdict verdict = judge(record, all[i]);
      if (verdict.contract() != null) {
        alone.add(verdict.datasetUrn());
      }
    }

    Verdict together = judge(record, all);

    assertThat(together.datasetUrn())
        .isEqualTo(alone.isEmpty() ? "urn:dp:orders:events" : alone.get(0));
    assertThat(GateHarness.codes(together, Gate.RESOLUTION))
        .isEqualTo(
            switch (alone.size()) {
              case 0 -> List.of("UNRESOLVED_DATASET");
              case 1 -> List.of();
              default -> List.of("AMBIGUOUS_DATASET");
            });
    if (alone.size() > 1) {
      assertThat(GateHarness.result(together, Gate.RESOLUTION).violations().get(0).message())
          .contains(String.join(" and ", alone));
    }
  }

  @Provide
  Arbitrary<List<UnaryOperator<ContractBuilder>>> matches() {
    return Arbitraries.frequencyOf(
            Tuple.of(3, match(FIELDS, ContractBuilder::matchField)),
            Tuple.of(1, match(HEADERS, ContractBuilder::matchHeader)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private interface Matching {
    ContractBuilder to(ContractBuilder contract, String where, String equalTo);
  }

  private static Arbitrary<UnaryOperator<ContractBuilder>> match(
      List<String> places, Matching matching) {
    return Combinators.combine(
            Arbitraries.of(places), Arbitraries.of("a", "b", "order.created", "7", "true", "-1.50"))
        .as((where, equalTo) -> contract -> matching.to(contract, where, equalTo));
  }

  @Provide
  Arbitrary<RecordBuilder> records() {
    Arbitrary<String> values =
        Arbitraries.of(
            "\"a\"",
            "\"b\"",
            "\"\\u0061\"",
            "\"order.created\"",
            "7",
            "\"7\"",
            "true",
            "-1.50",
            "null",
            "[\"a\"]",
            "{}");
    Arbitrary<Tuple2<String, String>> headers =
        Combinators.combine(Arbitraries.of("a", "b", "7"), Arbitraries.of("b", "order.created"))
            .as(Tuple::of);
    return Combinators.combine(values, values, values, headers)
        .as(
            (type, kind, inner, header) ->
                record(VALUE.formatted(type, kind, inner))
                    .header("ce_type", header.get1())
                    .header("ce_source", header.get2()));
  }
}
