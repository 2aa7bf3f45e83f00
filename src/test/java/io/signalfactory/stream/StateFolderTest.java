package io.signalfactory.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

  private static final long MIN = 1_000;

  @TempDir private Path parent;
  private Path path;
  private long free = 1_000_000;
  private StateFolder folder;

  @BeforeEach
  void setUp() {
    path = parent.resolve("state");
    folder = new StateFolder(path, "some-app", MIN, ignored -> free);
  }

  /** As Kafka Streams does when it starts. */
  private void open() throws Exception {
    assertThat(folder.beforeFirstUse()).isEmpty();
    Files.createDirectories(path.resolve("some-app"));
    Files.createFile(path.resolve("some-app/.lock"));
    folder.opened();
    assertThat(folder.whileOpen()).isEmpty();
  }

  @Test
  void aFolderWithRoomIsCreatedAndLeftClean() throws Exception {
    // when
    Optional<String> trouble = folder.beforeFirstUse();
    // then
    assertThat(trouble).isEmpty();
    assertThat(path).isEmptyDirectory();
  }

  @Test
  void aFullDiskIsNamedWithItsBytes() throws Exception {
    // given
    open();
    free = 0;
    // when
    Optional<String> trouble = folder.whileOpen();
    // then
    assertThat(trouble).contains("state.dir has 0 bytes free (" + path + "), 1,000 needed");
  }

  @Test
  void aFullDiskIsNamedWithoutAMinimumToo() {
    // given
    StateFolder unlimited = new StateFolder(path, "some-app", 0, ignored -> free);
    assertThat(unlimited.beforeFirstUse()).isEmpty();
    free = 0;
    // when
    Optional<String> trouble = unlimited.whileOpen();
    // then
    assertThat(trouble).contains("state.dir has 0 bytes free (" + path + "), 1 needed");
  }

  @Test
  void comesBackOnlyWithHalfAsMuchAgain() throws Exception {
    // given
    open();
    free = MIN;
    assertThat(folder.whileOpen()).isEmpty();
    free = MIN * 3 / 2 - 1;
    // when
    Optional<String> trouble = folder.beforeReturn();
    // then
    assertThat(trouble).contains("state.dir has 1,499 bytes free (" + path + "), 1,500 needed");
    free = MIN * 3 / 2;
    assertThat(folder.beforeReturn()).isEmpty();
  }

  @Test
  void comesBackOnlyWithWhatTheOpenStateTookAsWell() throws Exception {
    // given: 400 bytes became free because the state was closed, and will be taken again
    open();
    free = MIN - 200;
    assertThat(folder.whileOpen()).isPresent();
    free = MIN + 200;
    folder.closed();
    free = MIN * 3 / 2 + 399;
    // when
    Optional<String> trouble = folder.beforeReturn();
    // then
    assertThat(trouble).contains("state.dir has 1,899 bytes free (" + path + "), 1,900 needed");
    free = MIN * 3 / 2 + 400;
    assertThat(folder.beforeReturn()).isEmpty();
  }

  @Test
  void aFolderThatIsGoneIsNamed() throws Exception {
    // given
    open();
    Files.move(path, parent.resolve("elsewhere"));
    // when
    Optional<String> trouble = folder.whileOpen();
    // then
    assertThat(trouble).contains("state.dir is gone (" + path + ")");
  }

  @Test
  void aFolderThatWasEmptiedIsNamed() throws Exception {
    // given
    open();
    Files.delete(path.resolve("some-app/.lock"));
    // when
    Optional<String> trouble = folder.whileOpen();
    // then
    assertThat(trouble)
        .contains("state.dir was emptied or unmounted under the running instance (" + path + ")");
  }

  @Test
  void anotherFolderInItsPlaceIsNamed() throws Exception {
    // given: the old one still exists, so its files keep their keys
    open();
    Files.move(path, parent.resolve("elsewhere"));
    Files.createDirectories(path.resolve("some-app"));
    Files.createFile(path.resolve("some-app/.lock"));
    // when
    Optional<String> trouble = folder.whileOpen();
    // then
    assertThat(trouble)
        .contains(
            "state.dir was replaced by another folder under the running instance (" + path + ")");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws Exception {
    // given: what we write to try it cannot be written
    open();
    Files.createDirectories(path.resolve(".some-app.probe/full"));
    // when
    Optional<String> trouble = folder.whileOpen();
    // then
    assertThat(trouble).get().asString().startsWith("state.dir cannot be written (" + path + "):");
  }

  @Test
  void aFileInItsPlaceIsNamed() throws Exception {
    // given
    Files.createFile(path);
    // when
    Optional<String> trouble = folder.beforeFirstUse();
    // then
    assertThat(trouble).get().asString().startsWith("state.dir cannot be created (" + path + "):");
  }
}
