package io.signalfactory.stream.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.testkit.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pages of keys in the store {@code partition-keys}, which outlive a release. */
class KeyDatasetsFormatsTest {

  private static final long KEY = 0x8877665544332211L;
  private static final long DATASET = 0x0102030405060708L;

  private static KeyRing ring() {
    KeyRing ring = new KeyRing();
    for (int i = 0; i < KeyRing.PAGE_ENTRIES; i++) {
      ring.saw((long) i << 48 | 1, 1);
    }
    ring.saw(KEY, DATASET);
    ring.saw(1, 2);
    return ring;
  }

  @TestFactory
  Stream<DynamicTest> keepsItsFormats() {
    return Stream.of(
            Golden.written(
                "key-page-place.hex",
                0x1122334455667788L,
                topic -> KeyDatasets.place(topic, 5).get()),
            Golden.written("key-page-v1.hex", ring(), KeyDatasetsFormatsTest::lastPage))
        .flatMap(row -> row);
  }

  @Test
  void readsAPage() {
    KeyRing read = KeyRing.of(List.of(Golden.bytes("key-page-v1.hex")));

    assertThat(read.datasetOf(KEY)).isEqualTo(DATASET);
    assertThat(read.datasetOf(1)).isEqualTo(2);
  }

  private static byte[] lastPage(KeyRing ring) {
    List<byte[]> pages = new ArrayList<>();
    ring.writeChanges((number, page) -> pages.add(page));
    return pages.get(pages.size() - 1);
  }
}
