package io.signalfactory.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.contract.Field;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldSet;
import io.signalfactory.contract.FieldType;
import io.signalfactory.event.Decoding;
import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.testkit.RecordBuilder;
import io.signalfactory.time.TimeFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/rules.md} tells what rules do: its examples are evaluated. */
class RulesDocumentTest {

  private static final String REFUSED = "refused: ";

  private static final FieldSet FIELDS =
      new FieldSet(
          List.of(
              field("amount", FieldType.NUMBER),
              field("count", FieldType.INTEGER),
              field("status", FieldType.STRING),
              field("name", FieldType.STRING),
              field("at", FieldType.TIMESTAMP),
              field("service.name", FieldType.STRING),
              field("\"host.id\"", FieldType.STRING)),
          FieldSet.Additional.ALLOW);

  private static Field field(String path, FieldType type) {
    return new Field(FieldPath.of(path), type, TimeFormat.RFC3339, false, true, false, null);
  }

  @TestFactory
  Stream<DynamicTest> everyExampleIsAsTheDocumentSays() throws IOException {
    List<Example> examples =
        Files.readAllLines(Path.of("docs/rules.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(Example::of)
            .toList();
    assertThat(examples).hasSizeGreaterThan(25);
    return examples.stream()
        .map(example -> DynamicTest.dynamicTest(example.toString(), () -> check(example)));
  }

  private static void check(Example example) throws Exception {
    FieldPlan.Builder plan = new FieldPlan.Builder();
    RuleScope scope =
        path ->
            FIELDS
                .find(path)
                .map(
                    field ->
                        new RuleScope.Variable(
                            plan.slot(field.path(), true), field.type(), field.format()));
    if (example.result.startsWith(REFUSED)) {
      assertThatThrownBy(() -> new RuleCompiler().compile(example.condition, scope))
          .isInstanceOf(RuleSyntaxException.class)
          .hasMessageContaining(example.result.substring(REFUSED.length()));
    } else {
      Rule rule = new RuleCompiler().compile(example.condition, scope);
      Decoding event =
          new JsonFormat().reader(plan.build()).read(RecordBuilder.record(example.event).build());
      assertThat(rule.evaluate(Objects.requireNonNull(event.fieldsOrNull()), 0))
          .hasToString(example.result);
    }
  }

  private record Example(String condition, String event, String result) {

    static Example of(String row) {
      String[] cells = row.split("\\|", -1);
      assertThat(cells).as(row).hasSize(5);
      return new Example(code(cells[1]), code(cells[2]), cells[3].strip());
    }

    private static String code(String cell) {
      return cell.strip().replaceAll("^`|`$", "");
    }
  }
}
