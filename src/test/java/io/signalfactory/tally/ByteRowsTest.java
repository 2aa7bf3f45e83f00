package io.signalfactory.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class ByteRowsTest {

  @Property
  void holdsWhatAListOfArraysHolds(@ForAll("steps") List<Step> steps) {
    // given
    ByteRows rows = new ByteRows();
    List<byte[]> plain = new ArrayList<>();

    for (Step step : steps) {
      // when
      int index = (int) (step.where() * plain.size());
      switch (step.what()) {
        case INSERT -> {
          rows.insert(index);
          plain.add(index, new byte[0]);
        }
        case REMOVE -> {
          rows.removeFirst(index);
          plain.subList(0, index).clear();
        }
        case SET -> set(rows, plain, index, step.row());
      }

      // then
      for (int i = 0; i < plain.size(); i++) {
        assertThat(rows.row(i)).isEqualTo(plain.get(i));
      }
    }
  }

  private static void set(ByteRows rows, List<byte[]> plain, int index, byte[] row) {
    if (index < plain.size()) {
      boolean other = !Arrays.equals(plain.set(index, row), row);
      assertThat(rows.set(index, row)).isEqualTo(other);
    }
  }

  private enum What {
    INSERT,
    SET,
    REMOVE
  }

  record Step(What what, double where, byte[] row) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<What> what =
        Arbitraries.frequency(
            Tuple.of(4, What.INSERT), Tuple.of(5, What.SET), Tuple.of(1, What.REMOVE));
    Arbitrary<Double> where =
        Arbitraries.oneOf(Arbitraries.doubles().between(0, 1), Arbitraries.of(0.0, 1.0));
    Arbitrary<byte[]> row =
        Arbitraries.bytes().between((byte) 0, (byte) 1).array(byte[].class).ofMaxSize(40);
    return Combinators.combine(what, where, row).as(Step::new).list().ofMaxSize(60);
  }
}
