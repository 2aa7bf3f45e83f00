package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksDBException;

class StateFaultsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No space left on device: While appending to file: /s/000012.log: No space left on device",
        "IO error: Disk quota exceeded: While open a file for appending: /s/MANIFEST-000001"
      })
  void aFullDiskIsRecognisedHoweverDeepItIs(String message) {
    // given
    Throwable failure =
        new StreamsException(
            new ProcessorStateException("Error writing batch", new RocksDBException(message)));
    // when
    boolean noRoom = StateFaults.noRoom(failure);
    // then
    assertThat(noRoom).isTrue();
    assertThat(StateFaults.ofState(failure)).isTrue();
  }

  @Test
  void aFileThatIsGoneIsAFaultOfTheStateButNotOfTheRoom() {
    // given
    Throwable failure = new StreamsException(new IOException("No such file or directory"));
    // when
    boolean ofState = StateFaults.ofState(failure);
    // then
    assertThat(ofState).isTrue();
    assertThat(StateFaults.noRoom(failure)).isFalse();
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNoFaultOfTheState() {
    // given
    Throwable failure = new StreamsException(new TimeoutException("no answer"));
    // when
    boolean ofState = StateFaults.ofState(failure);
    // then
    assertThat(ofState).isFalse();
  }
}
