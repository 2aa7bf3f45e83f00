package io.signalfactory.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.rig.RigException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {

  @Test
  void eachFaultIsFoundByItsName() {
    // given
    List<String> names = Faults.all().stream().map(Fault::name).toList();
    // when
    List<Fault> found = Faults.named(names);
    // then
    assertThat(names).doesNotHaveDuplicates();
    assertThat(found).extracting(Fault::name).isEqualTo(names);
  }

  @Test
  void theShortFormIsPartOfTheFullOne() {
    // given
    List<String> all = Faults.all().stream().map(Fault::name).toList();
    // when
    List<String> fewest = Faults.fewest().stream().map(Fault::name).toList();
    // then
    assertThat(fewest).isNotEmpty().isSubsetOf(all);
  }

  @Test
  void refusesAnUnknownNameWithThoseThatThereAre() {
    // given
    List<String> names = List.of("kill-everything");
    // when
    assertThatThrownBy(() -> Faults.named(names))
        // then
        .isInstanceOf(RigException.class)
        .hasMessageContaining("kill-everything")
        .hasMessageContaining("broker-away");
  }
}
