package io.signalfactory.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.codec.ByteReader;
import io.signalfactory.codec.ByteWriter;
import io.signalfactory.gate.RuleResults;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;

class SendersProperties {

  @Provide
  Arbitrary<Senders> few() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "größe", Senders.OTHERS).injectNull(0.2),
            Arbitraries.longs().between(0, 1_000_000).list().ofSize(10))
        .as(
            (service, n) ->
                new Sender(
                    service,
                    new SenderCounts(
                        n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5), n.get(6),
                        n.get(7), n.get(8), n.get(9))))
        .list()
        .ofMaxSize(8)
        .map(Senders::of);
  }

  @Property
  void addsUpInAnyOrder(
      @ForAll("few") Senders a, @ForAll("few") Senders b, @ForAll("few") Senders c) {
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c))).isEqualTo(c.plus(b).plus(a));
    assertThat(a.plus(Senders.NONE)).isEqualTo(a);
  }

  @Property
  void isReadAsItWasWritten(@ForAll("few") Senders senders) {
    ByteWriter out = new ByteWriter();
    senders.write(out);
    ByteReader in = new ByteReader(out.toByteArray(), "senders");

    assertThat(Senders.read(in)).isEqualTo(senders);
    in.expectEnd();
  }

  @Property(tries = 50)
  void losesNoEventHoweverManyServicesThereAre(@ForAll("few") Senders senders) {
    // given
    List<Sender> many = new ArrayList<>(senders.list());
    for (int i = 0; i < 100; i++) {
      many.add(new Sender("svc-" + i, new SenderCounts(i, 0, i, 0, 0, 0, 0, 0, 0, 0)));
    }

    // when
    Senders bounded = Senders.of(many);

    // then
    assertThat(bounded.list()).hasSize(Senders.MAX_SENDERS + 1);
    assertThat(bounded.total().events()).isEqualTo(senders.total().events() + 4_950);
    assertThat(bounded.list()).extracting(Sender::service).contains("svc-99", Senders.OTHERS);
  }

  @Property
  @Domain(TallyDomain.class)
  void countsEveryEventOfATallyOnce(@ForAll TallySnapshot tally) {
    SenderCounts total = tally.senders().total();

    assertThat(total.events()).isEqualTo(tally.events());
    assertThat(total.failed()).isEqualTo(tally.failed());
  }

  @Example
  void countsServicesBeyondTheLimitOfAMinuteAsOthers() {
    // given
    Tally tally = new Tally();

    // when
    for (int i = 0; i < 40; i++) {
      tally.add(
          new Observation(
              i,
              i,
              1,
              false,
              false,
              RuleResults.NONE,
              "svc-" + i,
              null,
              Mark.NAMED.bit(),
              List.of(),
              null));
    }

    // then
    Senders senders = tally.snapshot().senders();
    assertThat(senders.list()).hasSize(SenderCounter.MAX_SENDERS + 1);
    assertThat(senders.total()).isEqualTo(new SenderCounts(40, 0, 40, 0, 0, 0, 0, 0, 0, 0));
  }
}
