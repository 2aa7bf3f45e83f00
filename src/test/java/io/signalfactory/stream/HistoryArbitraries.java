package io.signalfactory.stream;

import io.signalfactory.contract.Slos;
import io.signalfactory.stream.History.EventKind;
import io.signalfactory.stream.History.Move;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Histories of all kinds; shrinking goes towards few, short and healthy ones. */
final class HistoryArbitraries {

  private HistoryArbitraries() {}

  static Arbitrary<History> histories() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(1, 2),
            Arbitraries.of(true, true, false),
            Arbitraries.integers().between(1, 4),
            // A window of three hours that a new contract asks for has to be there still.
            Arbitraries.integers().between(2, 3),
            Arbitraries.of(0, 60, 600),
            slos(),
            moves().list().ofMinSize(1).ofMaxSize(14))
        .as(History::new);
  }

  private static Arbitrary<Move> moves() {
    Arbitrary<Integer> datasets = Arbitraries.of(0, 0, 0, 1);
    Arbitrary<String> versions = Arbitraries.of("v1", "v2", "v3");
    Arbitrary<Integer> steps = Arbitraries.of(10, 20, 30, 60, 5);
    Arbitrary<Move> traffic =
        Combinators.combine(
                datasets,
                kinds(),
                versions,
                Arbitraries.integers().between(1, 25),
                Arbitraries.integers().between(1, 6),
                steps)
            .as(History.Traffic::new);
    Arbitrary<Move> bursts =
        Combinators.combine(datasets, kinds(), versions, Arbitraries.integers().between(1, 60))
            .as(History.Burst::new);
    Arbitrary<Move> heldUp =
        Combinators.combine(datasets, Arbitraries.integers().between(1, 120))
            .as(History.HeldUp::new);
    Arbitrary<Move> resends =
        Combinators.combine(
                Arbitraries.integers().between(0, 2), Arbitraries.integers().between(1, 20))
            .as(History.Resend::new);
    Arbitrary<Move> silences =
        Combinators.combine(Arbitraries.integers().between(1, 200), Arbitraries.of(60, 30, 120))
            .as(History.Silence::new);
    Arbitrary<Move> tasks =
        Combinators.combine(
                Arbitraries.of(false, true),
                Arbitraries.integers().between(0, 2),
                Arbitraries.of(
                    History.TaskOp.START,
                    History.TaskOp.START,
                    History.TaskOp.KILL,
                    History.TaskOp.STOP))
            .as(History.Task::new);
    Arbitrary<Move> slow =
        Combinators.combine(
                Arbitraries.integers().between(0, 2), Arbitraries.of(Integer.MAX_VALUE, 20, 5, 1))
            .as(History.Slow::new);
    Arbitrary<Move> contracts = Combinators.combine(datasets, slos()).as(History.NewContract::new);
    return Arbitraries.frequencyOf(
        Tuple.of(8, traffic),
        Tuple.of(2, bursts),
        Tuple.of(2, heldUp),
        Tuple.of(1, resends),
        Tuple.of(3, silences),
        Tuple.of(4, tasks),
        Tuple.of(1, slow),
        Tuple.of(1, contracts));
  }

  private static Arbitrary<EventKind> kinds() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(EventKind.GOOD)),
        Tuple.of(2, Arbitraries.of(EventKind.class)));
  }

  private static Arbitrary<Slos> slos() {
    Arbitrary<Slos.Freshness> freshness =
        Combinators.combine(
                Arbitraries.of(600, 120, 20, 3_600), Arbitraries.of(0.5, 0.9).injectNull(0.3))
            .as(
                (limit, warning) ->
                    new Slos.Freshness(
                        Duration.ofSeconds(limit),
                        warning == null ? null : Duration.ofSeconds((long) (limit * warning))));
    Arbitrary<List<Slos.ConsumerFreshness>> consumers =
        Arbitraries.of(
            List.of(),
            List.of(new Slos.ConsumerFreshness("dashboard", Duration.ofSeconds(90), null)),
            List.of(
                new Slos.ConsumerFreshness(
                    "report", Duration.ofSeconds(1_800), Duration.ofSeconds(60)),
                new Slos.ConsumerFreshness("dashboard", Duration.ofSeconds(300), null)));
    Arbitrary<Slos.Volume> volume =
        Combinators.combine(
                Arbitraries.of(30L, 60L, 1L, 200L).injectNull(0.3),
                Arbitraries.of(400L, 240L).injectNull(0.4),
                Arbitraries.of(60, 5, 1, 30, 120))
            .as((min, max, window) -> new Slos.Volume(min, max, window, null));
    Arbitrary<Slos.Compliance> compliance =
        Combinators.combine(Arbitraries.of(0.95, 0.5, 0.99, 1.0), Arbitraries.of(60, 10, 1, 5, 90))
            .as(Slos.Compliance::new);
    Arbitrary<Slos.Quality> quality =
        Combinators.combine(Arbitraries.of(0.95, 0.5, 0.99, 1.0), Arbitraries.of(60, 10, 1, 180))
            .as(Slos.Quality::new);
    return Combinators.combine(
            freshness.injectNull(0.2),
            consumers,
            volume.injectNull(0.2),
            compliance.injectNull(0.2),
            quality.injectNull(0.3))
        .as(Slos::new);
  }
}
