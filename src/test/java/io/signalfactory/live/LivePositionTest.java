package io.signalfactory.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class LivePositionTest {

  private static LivePosition position(List<Long> signals, List<Long> breaches) {
    return LivePosition.of(
        "0000abcd",
        Map.of(
            LiveTopic.SIGNALS, signals.stream().mapToLong(Long::longValue).toArray(),
            LiveTopic.BREACHES, breaches.stream().mapToLong(Long::longValue).toArray()));
  }

  @Property
  void isReadFromItsOwnText(
      @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0) Long> signals,
      @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0) Long> breaches) {
    LivePosition position = position(signals, breaches);
    assertThat(LivePosition.parse(position.text())).contains(position);
  }

  @Property
  void noTextOfAClientIsMoreThanRefused(@ForAll String text) {
    String shaped = "v1-0000abcd-" + text + "-0";
    for (String sent : List.of(text, shaped)) {
      Optional<LivePosition> read = LivePosition.parse(sent);
      assertThat(read.flatMap(position -> LivePosition.parse(position.text()))).isEqualTo(read);
    }
  }

  @Property
  void theFurtherOfTwoIncludesWhatEitherIncludes(
      @ForAll @Size(3) List<@LongRange(min = 0, max = 50) Long> one,
      @ForAll @Size(3) List<@LongRange(min = 0, max = 50) Long> other) {
    LivePosition a = position(one, other);
    LivePosition b = position(other, one);
    LivePosition further = a.orFurther(b);
    assertThat(further).isEqualTo(b.orFurther(a));
    assertThat(further.reaches(a)).isTrue();
    assertThat(further.reaches(b)).isTrue();
    assertThat(a.orFurther(a)).isEqualTo(a);
  }

  @Property
  void oneMoreRecordIsIncludedAndNoneIsLost(
      @ForAll @Size(3) List<@LongRange(min = 0, max = 50) Long> offsets,
      @ForAll @LongRange(min = 0, max = 60) long offset) {
    LivePosition before = position(offsets, offsets);
    LivePosition after = before.after(LiveTopic.SIGNALS, 1, offset);
    assertThat(after.includes(LiveTopic.SIGNALS, 1, offset)).isTrue();
    assertThat(after.reaches(before)).isTrue();
    assertThat(after.next(LiveTopic.SIGNALS, 0)).isEqualTo(before.next(LiveTopic.SIGNALS, 0));
    assertThat(after.next(LiveTopic.BREACHES, 1)).isEqualTo(before.next(LiveTopic.BREACHES, 1));
  }
}
