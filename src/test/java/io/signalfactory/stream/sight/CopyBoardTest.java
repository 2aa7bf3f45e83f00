package io.signalfactory.stream.sight;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.stream.sight.CopyBoard.Reach;
import io.signalfactory.testkit.SteppedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** How far a copy is behind, under a clock that a test moves. */
class CopyBoardTest {

  private final SteppedTime time = new SteppedTime(Instant.parse("2026-03-02T12:00:00Z"));
  private final CopyBoard board = new CopyBoard(time::nanoseconds, true);

  private void aLook(long position, long end) {
    board.looked(board.now(), Map.of(3, Map.of("states", new Reach(position, end))));
    time.advance(Duration.ofSeconds(1));
  }

  private Duration age() {
    OptionalLong seenAt = board.seenAt(3);
    assertThat(seenAt).isPresent();
    return Duration.ofNanos(time.nanoseconds() - seenAt.getAsLong());
  }

  @Test
  void aCopyThatHasReadAllButTheMarkOfATransactionIsAsOldAsTheLastGrowth() {
    // given
    aLook(9, 10);

    // when
    aLook(19, 20);

    // then
    assertThat(age()).isEqualTo(Duration.ofSeconds(2));
    assertThat(board.recordsBehind(3)).hasValue(0);
  }

  @Test
  void withoutTransactionsThereAreNoMarks() {
    // given
    CopyBoard plain = new CopyBoard(time::nanoseconds, false);
    plain.looked(plain.now(), Map.of(3, Map.of("states", new Reach(8, 9))));

    // when
    plain.looked(plain.now(), Map.of(3, Map.of("states", new Reach(9, 11))));

    // then
    assertThat(plain.seenAt(3)).hasValue(time.nanoseconds());
    assertThat(plain.recordsBehind(3)).hasValue(2);
  }

  @Test
  void aCopyIsAsOldAsTheNewestEndThatItHasReachedSince() {
    // given
    aLook(9, 10);
    aLook(10, 20);
    aLook(19, 30);

    // when
    aLook(29, 40);

    // then
    assertThat(age()).isEqualTo(Duration.ofSeconds(2));
    assertThat(board.recordsBehind(3)).hasValue(10);
  }

  @Test
  void aCopyGrowsOldOnceNothingIsWrittenToItAnyLonger() {
    // given
    aLook(9, 10);
    aLook(19, 20);

    // when
    for (int i = 0; i < 15; i++) {
      aLook(19, 20);
    }

    // then
    assertThat(age()).isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void aCopyThatHasNeverCaughtUpIsNone() {
    // when
    for (int i = 0; i < 10; i++) {
      aLook(i, 1_000 + i);
    }

    // then
    assertThat(board.seenAt(3)).isEmpty();
    assertThat(board.recordsBehind(3)).hasValue(999);
  }

  @Test
  void aCopyThatIsFilledAnewIsNoneUntilItHasCaughtUpAgain() {
    // given
    aLook(9, 10);
    aLook(19, 20);
    aLook(2, 21);
    OptionalLong emptied = board.seenAt(3);

    // when
    aLook(20, 21);

    // then
    assertThat(emptied).isEmpty();
    assertThat(board.seenAt(3)).isPresent();
  }

  @Test
  void whatWasKnownIsForgottenAtOnceWhenAStoreBeginsToBeFilled() {
    // given
    aLook(9, 10);
    aLook(19, 20);

    // when
    board.begins(3, "tallies");
    OptionalLong another = board.seenAt(3);
    board.begins(3, "states");

    // then
    assertThat(another).isPresent();
    assertThat(board.seenAt(3)).isEmpty();
  }

  @Test
  void aPartitionThatIsNotFoundAnyLongerIsNone() {
    // given
    aLook(9, 10);
    aLook(19, 20);

    // when
    board.looked(board.now(), Map.of());

    // then
    assertThat(board.seenAt(3)).isEmpty();
    assertThat(board.recordsBehind(3)).isEmpty();
  }

  /** Whatever is written and read when, a copy is never said to have more than it has. */
  @Property
  void isNeverYoungerThanTheFirstRecordThatItLacks(@ForAll long seed) {
    Random random = new Random(seed);
    SteppedTime clock = new SteppedTime(Instant.EPOCH.plusSeconds(1_000));
    CopyBoard copies = new CopyBoard(clock::nanoseconds, true);
    long[] committedAt = new long[1_000];
    int records = 0;
    int read = 0;
    for (int step = 0; step < 200; step++) {
      // Each transaction is one record and its mark: two offsets.
      int written = random.nextInt(3);
      for (int i = 0; i < written; i++) {
        committedAt[records] = clock.nanoseconds();
        records++;
      }
      clock.advance(Duration.ofMillis(1 + random.nextInt(400)));
      read += random.nextInt(records - read + 1);
      if (random.nextInt(3) == 0) {
        long position = read == 0 ? 0 : 2L * read - 1;
        copies.looked(copies.now(), Map.of(0, Map.of("states", new Reach(position, 2L * records))));
      }
      clock.advance(Duration.ofMillis(1 + random.nextInt(400)));

      OptionalLong seenAt = copies.seenAt(0);

      if (seenAt.isPresent() && read < records) {
        assertThat(seenAt.getAsLong()).isLessThanOrEqualTo(committedAt[read]);
      }
    }
  }
}
