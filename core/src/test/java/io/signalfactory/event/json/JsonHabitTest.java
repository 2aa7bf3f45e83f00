package io.signalfactory.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldPath;
import io.signalfactory.event.FieldKind;
import io.signalfactory.event.FieldPlan;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonHabitTest {

  private static final String ORDER =
      "{\"id\":\"o-1\",\"amount\":12.50,\"at\":{\"city\":\"Bonn\",\"zip\":null},\"items\":[1,2]}";

  private final FieldPlan plan = plan("id", "amount", "at.city", "payload.id");
  private final JsonFields values = new JsonFields(plan);
  private final JsonHabit habit = new JsonHabit();
  private final JsonScanner scanner = new JsonScanner(plan, values, habit.lesson());

  @Test
  void readsARecordThatIsWrittenLikeTheOneBefore() {
    show(ORDER);

    boolean fits =
        byHabit(
            "{\"id\":\"o-\\n\",\"amount\":-7,\"at\":{\"city\":null,\"zip\":[]},\"items\":{\"a\":1}}");

    assertThat(fits).isTrue();
    assertThat(values.value(0)).isEqualTo("o-\n");
    assertThat(values.value(1)).isEqualTo(-7L);
    assertThat(values.kind(2)).isEqualTo(FieldKind.NULL);
  }

  @Test
  void readsMembersInAnOrderItKnowsInPartsAndCountsTheLastOfAName() {
    show("{\"at\":{\"city\":\"Bonn\"},\"id\":2}");
    show("{\"id\":1,\"at\":{\"zip\":5}}");

    boolean fits = byHabit("{\"at\":{\"city\":\"Bonn\"},\"id\":2,\"at\":{\"zip\":5}}");

    assertThat(fits).isTrue();
    assertThat(values.value(0)).isEqualTo(2L);
    assertThat(values.kind(2)).isEqualTo(FieldKind.ABSENT);
  }

  @Test
  void keepsSeveralKindsOfRecordsApart() {
    String created = "{\"type\":\"created\",\"id\":\"o-1\"}";
    String paid = "{\"type\":\"paid\",\"amount\":1}";
    List.of(created, paid, created, paid).forEach(this::show);

    boolean both = byHabit(created) && byHabit(paid);

    assertThat(both).isTrue();
  }

  @Test
  void countsThePayloadOfEachRecordAnew() {
    show("{\"payload\":{\"id\":\"inner\"},\"id\":\"outer\"}");
    show("{\"payload\":7,\"id\":\"outer\"}");

    boolean fits = byHabit("{\"payload\":8,\"id\":\"outer\"}");

    assertThat(fits).isTrue();
    assertThat(values.enveloped()).isFalse();
    assertThat(values.value(0)).isEqualTo("outer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"id\":\"o-1\",\"amount\":12.50,\"at\":{\"city\":\"Bonn\",\"zip\":null},\"items\":[1,2]",
        "{\"id\":\"o-1\",\"amount\":12.50,\"at\":{\"city\":\"Bonn\",\"zip\":null},\"items\":[1,2]}}",
        "{\"id\":\"o-1\",\"amount\":12.50,\"at\":{\"city\":\"Bonn\",\"zip\":null},\"items\":[1,2}",
        "{\"id\":\"o-1\",\"amount\":012.50,\"at\":{\"city\":\"Bonn\",\"zip\":null},\"items\":[1,2]}",
        "{\"id\":\"o-1\",\"amount\":12.,\"at\":{\"city\":\"Bonn\",\"zip\":null},\"items\":[1,2]}",
        "{\"id\":\"o\t1\",\"amount\":12.50,\"at\":{\"city\":\"Bonn\",\"zip\":null},\"items\":[1,2]}",
        "{\"id\":\"o-1\",\"amount\":12.50,\"at\":{\"city\":\"Bonn\",\"zip\":nul},\"items\":[1,2]}",
        "{\"id\":\"o-1\",\"amount\":12.50,\"at\":{\"city\":\"Bonn\"},\"items\":[1,2]}",
        "{\"id\":\"o-1\",\"amount\": 12.50,\"at\":{\"city\":\"Bonn\",\"zip\":null},\"items\":[1,2]}",
        "{\"id\":\"o-1\",\"amount\":12.50,\"at\":{\"city\":{},\"zip\":null,\"items\":[1,2]}",
      })
  void refusesWhatItDoesNotKnowAndWhatIsBroken(String record) {
    show(ORDER);

    boolean fits = byHabit(record);

    assertThat(fits).isFalse();
  }

  @Test
  void doesNotSkipAnObjectToLookIntoWhereItKnowsAnotherValue() {
    show("{\"at\":null,\"id\":1}");

    boolean fits = byHabit("{\"at\":{\"city\":\"Bonn\"},\"id\":1}");

    assertThat(fits).isFalse();
  }

  @Test
  void refusesALongNameThatDiffersInItsMiddle() {
    show("{\"a name with many letters\":1}");

    boolean fits = byHabit("{\"a name with Many letters\":1}");

    assertThat(fits).isFalse();
  }

  @Test
  void learnsNewMembersOfARecordItHasKnownForLong() {
    IntStream.range(0, 1_000).forEach(i -> show(ORDER));
    String newVersion = "{\"version\":2," + ORDER.substring(1);
    IntStream.range(0, 2).forEach(i -> show(newVersion));

    boolean fits = byHabit(newVersion);

    assertThat(fits).isTrue();
  }

  @Test
  void returnsToItsRecordsAfterAFloodOfUnknownNames() {
    show(ORDER);
    IntStream.range(0, 100_000).forEach(i -> show("{\"name-" + i + "\":1}"));

    IntStream.range(0, 2_000).forEach(i -> show(ORDER));

    assertThat(byHabit(ORDER)).isTrue();
    assertThat(habit.transitions()).isLessThanOrEqualTo(JsonHabit.MAX_TRANSITIONS);
  }

  @Test
  void learnsNoMoreFromOneRecordThanItMayKeep() {
    StringBuilder record = new StringBuilder("{\"id\":1");
    IntStream.range(0, 10_000).forEach(i -> record.append(",\"name-").append(i).append("\":1"));

    show(record.append('}').toString());

    assertThat(habit.transitions()).isLessThanOrEqualTo(JsonHabit.MAX_TRANSITIONS);
  }

  private static FieldPlan plan(String... paths) {
    FieldPlan.Builder plan = new FieldPlan.Builder();
    List.of(paths).forEach(path -> plan.slot(FieldPath.of(path), true));
    return plan.build();
  }

  private boolean byHabit(String json) {
    byte[] record = json.getBytes(UTF_8);
    values.begin(record);
    return habit.read(record);
  }

  /** Reads a record as {@link JsonReader} does, first by the habit and then by the scanner. */
  private void show(String json) {
    if (!byHabit(json)) {
      byte[] record = json.getBytes(UTF_8);
      values.begin(record);
      habit.lesson().begin();
      scanner.read(record);
    }
  }
}
