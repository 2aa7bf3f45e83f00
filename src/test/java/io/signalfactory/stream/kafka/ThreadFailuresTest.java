package io.signalfactory.stream.kafka;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong mended = new AtomicLong();
  private final List<Throwable> elsewhere = new ArrayList<>();
  private final ThreadFailures failures =
      new ThreadFailures(nanos::get, elsewhere::contains, mended::incrementAndGet);

  @Test
  void aPassingFaultReplacesTheThreadUntilTheBudgetIsSpent() {
    // given
    List<Object> answers = new ArrayList<>();
    // when
    for (int i = 0; i <= ThreadFailures.REPLACEMENTS; i++) {
      answers.add(failures.handle(new StreamsException(new CorruptRecordException("broken"))));
    }
    // then
    assertThat(answers.subList(0, ThreadFailures.REPLACEMENTS)).containsOnly(REPLACE_THREAD);
    assertThat(answers.get(ThreadFailures.REPLACEMENTS)).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(failures.fatal()).isPresent();
    assertThat(mended).hasValue(ThreadFailures.REPLACEMENTS);
  }

  @Test
  void theBudgetIsWholeAgainAfterAQuietTime() {
    // given
    for (int i = 0; i < ThreadFailures.REPLACEMENTS; i++) {
      failures.handle(new StreamsException("passing"));
    }
    // when
    nanos.addAndGet(ThreadFailures.WITHIN.toNanos() + 1);
    // then
    assertThat(failures.handle(new StreamsException("passing"))).isEqualTo(REPLACE_THREAD);
  }

  @Test
  void saysHowOftenThreadsDiedLatelyAndWhatTheLastDiedOf() {
    // given
    failures.handle(new StreamsException("long ago"));
    nanos.addAndGet(ThreadFailures.WITHIN.toNanos() - 1);
    failures.handle(new StreamsException("another"));
    nanos.addAndGet(2);
    // when
    failures.handle(new StreamsException(new CorruptRecordException("broken")));
    // then
    assertThat(failures.trouble())
        .contains(
            "stream threads died 2 times within 10 minutes, last of CorruptRecordException: broken");
    nanos.addAndGet(ThreadFailures.WITHIN.toNanos() + 1);
    assertThat(failures.trouble()).isEmpty();
  }

  @Test
  void aClusterThatDoesNotAnswerUsesUpNoBudgetHoweverLongItIsAway() {
    // given
    List<Throwable> unanswered =
        List.of(
            new StreamsException(new TimeoutException("not present in metadata after 60000 ms")),
            new StreamsException(new KafkaException(new TransactionAbortableException("retries"))));
    List<Object> answers = new ArrayList<>();
    // when
    for (int i = 0; i <= 3 * ThreadFailures.REPLACEMENTS; i++) {
      answers.add(failures.handle(unanswered.get(i % 2)));
    }
    // then
    assertThat(answers).containsOnly(REPLACE_THREAD);
    assertThat(failures.fatal()).isEmpty();
    assertThat(failures.handle(new StreamsException("passing"))).isEqualTo(REPLACE_THREAD);
  }

  @Test
  void whatNoNewThreadCanHealStopsTheInstanceAtOnce() {
    // given
    Throwable refused = new StreamsException(new TopicAuthorizationException("no access"));
    // when
    Object answer = failures.handle(refused);
    // then
    assertThat(answer).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(failures.fatal()).contains(refused);
  }

  @Test
  void theThreadOfTheContractsTopicIsNotReplacedAsKafkaStreamsCannotDoThat() throws Exception {
    // given
    List<Object> answers = new ArrayList<>();
    Throwable passing = new StreamsException("passing");
    Thread global =
        new Thread(() -> answers.add(failures.handle(passing)), "some-GlobalStreamThread");
    // when
    global.start();
    global.join();
    // then
    assertThat(answers).containsExactly(SHUTDOWN_CLIENT);
    assertThat(failures.fatal()).contains(passing);
  }

  @Test
  void aFailureThatIsDealtWithElsewhereIsNotFatalAndUsesUpNothing() {
    // given
    Throwable full = new StreamsException("no room");
    elsewhere.add(full);
    // when
    Object answer = failures.handle(full);
    // then
    assertThat(answer).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(failures.fatal()).isEmpty();
    assertThat(mended).hasValue(0);
  }
}
