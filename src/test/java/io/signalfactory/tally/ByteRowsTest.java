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
  void holdsTheSameAsAListOfArrays(@ForAll("changes") List<RowChange> changes) {
    // given
    ByteRows rows = new ByteRows();
    List<byte[]> plain = new ArrayList<>();

    for (RowChange change : changes) {
      // when
      int index = (int) (change.position() * plain.size());
      switch (change.kind()) {
        case INSERT -> {
          rows.insert(index);
          plain.add(index, new byte[0]);
        }
        case REMOVE -> {
          rows.removeFirst(index);
          plain.subList(0, index).clear();
        }
        case SET -> set(rows, plain, index, change.row());
      }

      // then
      for (int i = 0; i < plain.size(); i++) {
        assertThat(rows.row(i)).isEqualTo(plain.get(i));
      }
    }
  }

  private static void set(ByteRows rows, List<byte[]> plain, int index, byte[] row) {
    if (index < plain.size()) {
      boolean changed = !Arrays.equals(plain.set(index, row), row);
      assertThat(rows.set(index, row)).isEqualTo(changed);
    }
  }

  private enum Kind {
    INSERT,
    SET,
    REMOVE
  }

  record RowChange(Kind kind, double position, byte[] row) {}

  @Provide
  Arbitrary<List<RowChange>> changes() {
    Arbitrary<Kind> kind =
        Arbitraries.frequency(
            Tuple.of(4, Kind.INSERT), Tuple.of(5, Kind.SET), Tuple.of(1, Kind.REMOVE));
    Arbitrary<Double> position =
        Arbitraries.oneOf(Arbitraries.doubles().between(0, 1), Arbitraries.of(0.0, 1.0));
    Arbitrary<byte[]> row =
        Arbitraries.bytes().between((byte) 0, (byte) 1).array(byte[].class).ofMaxSize(40);
    return Combinators.combine(kind, position, row).as(RowChange::new).list().ofMaxSize(60);
  }
}
