package io.signalfactory.stream.signals;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.utils.Bytes;

class MinuteKeyTest {

  @Property
  void minuteKeysReadBackAndSortByMinute(@ForAll long left, @ForAll long right) {
    Bytes first = MinuteKey.of("urn:dp:a:b", left);
    Bytes second = MinuteKey.of("urn:dp:a:b", right);

    assertThat(Integer.signum(first.compareTo(second))).isEqualTo(Long.compare(left, right));
    assertThat(MinuteKey.minute(first)).isEqualTo(left);
  }
}
