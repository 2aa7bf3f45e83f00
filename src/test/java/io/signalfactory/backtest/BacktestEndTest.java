package io.signalfactory.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.config.Settings;
import io.signalfactory.contract.Contract;
import io.signalfactory.contract.Slos;
import io.signalfactory.signal.Breach;
import io.signalfactory.signal.SignalJson;
import io.signalfactory.testkit.ContractBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a backtest ends, and what it leaves behind. */
class BacktestEndTest {

  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant LAST = START.plusSeconds(600);

  @TempDir private Path folder;
  private Path file;
  private final List<Breach> breaches = new ArrayList<>();
  private final List<Path> stateFolders = new ArrayList<>();

  @BeforeEach
  void writeTenMinutes() throws Exception {
    List<String> lines = new ArrayList<>();
    for (Instant at = START; !at.isAfter(LAST); at = at.plusSeconds(30)) {
      lines.add("{\"event_time\":\"" + at + "\"}");
    }
    file = Files.write(folder.resolve("f.jsonl"), lines);
  }

  @Test
  void endsWhenTheLastArrivalsAreJudgedAndNotTheSilenceAfterThem() throws Exception {
    BacktestResult result = run(null, true);

    assertThat(result.from()).isEqualTo(START);
    assertThat(result.until()).isEqualTo(LAST.plus(Backtest.SETTLE));
    assertThat(result.events()).isEqualTo(21);
    assertThat(result.complete()).isTrue();
    assertThat(breaches).isEmpty();
  }

  @Test
  void silenceIsJudgedIfTheUserAsksForIt() throws Exception {
    BacktestResult result = run(LAST.plusSeconds(120), true);

    assertThat(result.until()).isEqualTo(LAST.plusSeconds(120));
    assertThat(breaches)
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.status()).isEqualTo(Breach.Status.OPEN);
              assertThat(breach.openedAt()).isEqualTo(LAST.plusSeconds(60));
              assertThat(breach.detectedAt()).isBetween(LAST.plusSeconds(60), LAST.plusSeconds(70));
            });
  }

  @Test
  void stopsInTheMiddleOfTheHistory() throws Exception {
    BacktestResult result = run(START.plusSeconds(300), true);

    assertThat(result.until()).isEqualTo(START.plusSeconds(300));
    assertThat(result.events()).isEqualTo(11);
  }

  @Test
  void stopsWhenItsWatcherHasSeenEnough() throws Exception {
    BacktestResult result = run(null, false);

    assertThat(result.complete()).isFalse();
    assertThat(result.until()).isBefore(LAST);
  }

  @Test
  void refusesToEndBeforeItBegins() {
    assertThatThrownBy(() -> run(START, true))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("the history begins at 2026-03-02T12:00:00Z: ");
  }

  @Test
  void refusesASilenceOfYears() {
    assertThatThrownBy(() -> run(LAST.plus(Duration.ofDays(36)), true))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("the history ends at 2026-03-02T12:10:00Z: ");
  }

  @Test
  void aMissingFileIsNamed() {
    file = folder.resolve("none.jsonl");

    assertThatThrownBy(() -> run(null, true))
        .isInstanceOf(HistoryException.class)
        .hasMessage("cannot read " + file + ": name an existing file");
  }

  @Test
  void leavesNothingBehind() throws Exception {
    run(null, true);

    assertThat(stateFolders).singleElement().satisfies(path -> assertThat(path).doesNotExist());
  }

  private BacktestResult run(@Nullable Instant until, boolean goOn) throws Exception {
    Contract contract =
        ContractBuilder.contract("urn:dp:orders:created")
            .slos(
                new Slos(
                    new Slos.Freshness(Duration.ofSeconds(60), null), List.of(), null, null, null))
            .build();
    return Backtest.ofRecords(file, ContractBuilder.TOPIC, List.of(contract), this::settings)
        .run(
            until,
            new Watcher() {
              @Override
              public void breach(byte[] json) {
                breaches.add(SignalJson.readBreach(json));
              }

              @Override
              public boolean at(Instant now, double share) {
                assertThat(share).isBetween(0.0, 1.0);
                return goOn;
              }
            });
  }

  private Settings settings(Map<String, String> overrides) {
    stateFolders.add(Path.of(overrides.get("state.dir")));
    return Settings.of(overrides);
  }
}
