package io.signalfactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadedTest {

  @TempDir Path folder;

  private final AtomicLong nanos = new AtomicLong();
  private Path file;
  private Reloaded<String> reloaded;

  @BeforeEach
  void read() throws IOException {
    file = folder.resolve("value");
    Files.writeString(file, "one");
    reloaded = new Reloaded<>(List.of(file), this::content, nanos::get);
  }

  private String content() {
    try {
      String text = Files.readString(file);
      if (text.equals("wrong")) {
        throw new SettingsException("it is wrong");
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void later() {
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
  }

  @Test
  void isReadAgainWhenTheFileHasChanged() throws IOException {
    // given
    Files.writeString(file, "another");
    String atOnce = reloaded.get();

    // when
    later();

    // then
    assertThat(atOnce).isEqualTo("one");
    assertThat(reloaded.get()).isEqualTo("another");
  }

  @Test
  void staysTheSameObjectWhileTheFileIsTheSame() {
    // given
    String first = reloaded.get();

    // when
    later();

    // then
    assertThat(reloaded.get()).isSameAs(first);
  }

  @Test
  void keepsTheOldValueWhileTheFileIsWrongOrMissing() throws IOException {
    // given
    Files.writeString(file, "wrong");
    later();
    String whileWrong = reloaded.get();
    Files.delete(file);
    later();
    String whileMissing = reloaded.get();

    // when
    Files.writeString(file, "right again");
    later();

    // then
    assertThat(whileWrong).isEqualTo("one");
    assertThat(whileMissing).isEqualTo("one");
    assertThat(reloaded.get()).isEqualTo("right again");
  }

  @Test
  void seesThatALinkLeadsToAnotherFileOfTheSameSizeAndAge() throws IOException {
    // given
    Path other = folder.resolve("other");
    Files.writeString(other, "two");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, file);
    Reloaded<String> linked =
        new Reloaded<>(
            List.of(link),
            () -> {
              try {
                return Files.readString(link);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            nanos::get);

    // when
    Files.delete(link);
    Files.createSymbolicLink(link, other);
    later();

    // then
    assertThat(linked.get()).isEqualTo("two");
  }
}
