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
  void takesARecordThatIsWrittenLikeTheOneBefore() {
    meet(ORDER);

    boolean taken =
        byHabit(
            "{\"id\":\"o-\\n\",\"amount\":-7,\"at\":{\"city\":null,\"zip\":[]},\"items\":{\"a\":1}}");

    assertThat(taken).isTrue();
    assertThat(values.value(0)).isEqualTo("o-\n");
    assertThat(values.value(1)).isEqualTo(-7L);
    assertThat(values.kind(2)).isEqualTo(FieldKind.NULL);
  }

  @Test
  void takesMembersInAnOrderItHasMetInPiecesAndCountsTheLastOfAName() {
    meet("{\"at\":{\"city\":\"Bonn\"},\"id\":2}");
    meet("{\"id\":1,\"at\":{\"zip\":5}}");

    boolean taken = byHabit("{\"at\":{\"city\":\"Bonn\"},\"id\":2,\"at\":{\"zip\":5}}");

    assertThat(taken).isTrue();
    assertThat(values.value(0)).isEqualTo(2L);
    assertThat(values.kind(2)).isEqualTo(FieldKind.ABSENT);
  }

  @Test
  void keepsSeveralKindsOfRecordsApart() {
    String created = "{\"type\":\"created\",\"id\":\"o-1\"}";
    String paid = "{\"type\":\"paid\",\"amount\":1}";
    List.of(created, paid, created, paid).forEach(this::meet);

    boolean both = byHabit(created) && byHabit(paid);

    assertThat(both).isTrue();
  }

  @Test
  void countsThePayloadOfEachRecordAnew() {
    meet("{\"payload\":{\"id\":\"inner\"},\"id\":\"outer\"}");
    meet("{\"payload\":7,\"id\":\"outer\"}");

    boolean taken = byHabit("{\"payload\":8,\"id\":\"outer\"}");

    assertThat(taken).isTrue();
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
  void leavesWhatItHasNotMetAndWhatIsBroken(String record) {
    meet(ORDER);

    boolean taken = byHabit(record);

    assertThat(taken).isFalse();
  }

  @Test
  void doesNotSkipAnObjectThatIsLookedIntoWhereItMetAnotherValue() {
    meet("{\"at\":null,\"id\":1}");

    boolean taken = byHabit("{\"at\":{\"city\":\"Bonn\"},\"id\":1}");

    assertThat(taken).isFalse();
  }

  @Test
  void leavesALongNameThatDiffersInItsMiddle() {
    meet("{\"a name with many letters\":1}");

    boolean taken = byHabit("{\"a name with Many letters\":1}");

    assertThat(taken).isFalse();
  }

  @Test
  void learnsNewMembersOfARecordThatItKnowsLong() {
    IntStream.range(0, 1_000).forEach(i -> meet(ORDER));
    String newVersion = "{\"version\":2," + ORDER.substring(1);
    IntStream.range(0, 2).forEach(i -> meet(newVersion));

    boolean taken = byHabit(newVersion);

    assertThat(taken).isTrue();
  }

  @Test
  void comesBackToItsRecordsAfterAFloodOfStrangeNames() {
    meet(ORDER);
    IntStream.range(0, 100_000).forEach(i -> meet("{\"name-" + i + "\":1}"));

    IntStream.range(0, 2_000).forEach(i -> meet(ORDER));

    assertThat(byHabit(ORDER)).isTrue();
    assertThat(habit.transitions()).isLessThanOrEqualTo(JsonHabit.MAX_TRANSITIONS);
  }

  @Test
  void learnsNoMoreOfOneRecordThanItMayKeep() {
    StringBuilder record = new StringBuilder("{\"id\":1");
    IntStream.range(0, 10_000).forEach(i -> record.append(",\"name-").append(i).append("\":1"));

    meet(record.append('}').toString());

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

  /** As {@link JsonReader} reads a record. */
  private void meet(String json) {
    if (!byHabit(json)) {
      byte[] record = json.getBytes(UTF_8);
      values.begin(record);
      habit.lesson().begin();
      scanner.read(record);
    }
  }
}
