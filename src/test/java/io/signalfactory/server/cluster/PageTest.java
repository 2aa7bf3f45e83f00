package io.signalfactory.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists that are put together from the pages of several instances. */
class PageTest {

  private static Entry entry(String key) {
    return new Entry(key, "{\"a\": [1, 2]}".getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> keys(List<Entry> entries) {
    return entries.stream().map(Entry::key).toList();
  }

  private static Page page(List<Entry> all, int partition, @Nullable String after, int limit) {
    List<Entry> wanted =
        all.stream()
            .filter(entry -> after == null || entry.key().compareTo(after) > 0)
            .sorted(Entry.ORDER)
            .toList();
    return Page.of(Set.of(partition), wanted, limit, Duration.ofMillis(partition));
  }

  /** However entries are spread and pages are cut, who follows the pages sees each entry once. */
  @Property
  void pagesThatFollowEachOtherAreTheWholeListInOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int sources,
      @ForAll @IntRange(min = 1, max = 7) int limit) {
    Random random = new Random(seed);
    List<List<Entry>> held = new ArrayList<>();
    for (int source = 0; source < sources; source++) {
      held.add(new ArrayList<>());
    }
    List<String> expected = new ArrayList<>();
    for (int number = 0; number < 30; number++) {
      String key = "k%02d".formatted(number);
      expected.add(key);
      held.get(random.nextInt(sources)).add(entry(key));
    }
    List<String> seen = new ArrayList<>();
    String after = null;
    boolean more = true;
    while (more) {
      List<Page> pages = new ArrayList<>();
      for (int source = 0; source < sources; source++) {
        // Any of them may stop before the limit, as its page has become too long.
        pages.add(page(held.get(source), source, after, 1 + random.nextInt(limit)));
      }
      Page page = Page.merged(pages, limit, null);
      assertThat(page.entries().size()).isBetween(page.more() ? 1 : 0, limit);
      seen.addAll(keys(page.entries()));
      more = page.more();
      after = more ? seen.get(seen.size() - 1) : null;
    }

    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void aMergedPageIsAsOldAsItsOldestPart() {
    // given
    Page young = new Page(Set.of(0, 2), List.of(entry("a")), false, Duration.ofMillis(5));
    Page old = new Page(Set.of(1), List.of(), false, Duration.ofMillis(7));

    // when
    Page merged = Page.merged(List.of(young, old), 10, null);

    // then
    assertThat(merged.age()).isEqualTo(Duration.ofMillis(7));
    assertThat(merged.partitions()).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void partsOfAnEntryBecomeOneEntry() {
    // given
    Page first = new Page(Set.of(0), List.of(entry("a"), entry("b")), false, Duration.ZERO);
    Page second = new Page(Set.of(1), List.of(entry("b"), entry("c")), false, Duration.ZERO);

    // when
    Page merged =
        Page.merged(
            List.of(first, second), 2, (one, other) -> "both".getBytes(StandardCharsets.UTF_8));

    // then
    assertThat(keys(merged.entries())).containsExactly("a", "b");
    assertThat(merged.entries().get(1).json()).asString().isEqualTo("both");
    assertThat(merged.more()).isTrue();
  }

  @Test
  void aPageEndsBeforeItIsTooLong() {
    // given
    Entry big = new Entry("a", new byte[Page.MAX_BYTES]);

    // when
    Page page = Page.of(Set.of(0), List.of(big, entry("b")), 10, Duration.ZERO);

    // then
    assertThat(keys(page.entries())).containsExactly("a");
    assertThat(page.more()).isTrue();
  }

  @Test
  void aPageTravelsUnchanged() throws IOException {
    // given
    List<Entry> entries = List.of(entry("a b"), entry("é|\n"));
    Page page = new Page(Set.of(3, 1), entries, true, Duration.ofMillis(1_234));

    // when
    Page read = PageCodec.read(PageCodec.write(page), Set.of(1, 2, 3));

    // then
    assertThat(keys(read.entries())).isEqualTo(keys(entries));
    assertThat(read.entries().get(1).json()).isEqualTo(entries.get(1).json());
    assertThat(read.partitions()).isEqualTo(page.partitions());
    assertThat(read.more()).isTrue();
    assertThat(read.age()).isEqualTo(page.age());
  }

  @Test
  void doesNotBelieveAPageAboutWhatWasNotAsked() {
    // given
    byte[] page = PageCodec.write(new Page(Set.of(3), List.of(), false, Duration.ZERO));

    // when / then
    assertThatThrownBy(() -> PageCodec.read(page, Set.of(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not asked for");
  }

  /** Whatever is cut off or changed, a page is read as it was or not at all. */
  @Property
  void readsNoPageThatIsNotWhole(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] whole =
        PageCodec.write(new Page(Set.of(0), List.of(entry("a"), entry("b")), false, Duration.ZERO));
    byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));

    assertThatThrownBy(() -> PageCodec.read(cut, Set.of(0))).isInstanceOf(IOException.class);
  }
}
