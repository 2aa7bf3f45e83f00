package io.signalfactory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogMeterTest {

  @TempDir private Path folder;
  private final LogMeter meter = new LogMeter();

  private Path log(String name, String text) throws IOException {
    return Files.writeString(
        folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void countsTheBytesOfAllStarts() throws IOException {
    // given
    meter.follow(log("1", "12345\n"));
    meter.follow(log("2", "123\n"));
    // when
    long bytes = meter.bytes();
    // then
    assertThat(bytes).isEqualTo(10);
  }

  @Test
  void findsADeathWhoseLineIsWrittenInTwoParts() throws IOException {
    // given
    meter.follow(log("1", "WARN A stream thr"));
    assertThat(meter.deaths()).isEmpty();
    log("1", "ead died and is replaced\nINFO something else\n");
    // when
    var deaths = meter.deaths();
    // then
    assertThat(deaths).containsExactly("WARN A stream thread died and is replaced");
  }
}
