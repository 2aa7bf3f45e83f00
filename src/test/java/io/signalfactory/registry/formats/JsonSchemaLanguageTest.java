package io.signalfactory.registry.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.event.framed.UnusableSchemaException;
import io.signalfactory.event.framed.ValueCheck;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SchemaPart;
import io.signalfactory.schema.WriterSchema;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaLanguageTest {

  private static final String ORDER =
      """
      {"type": "object",
       "required": ["order_id"],
       "properties": {
         "order_id": {"type": "string", "minLength": 3},
         "items": {"type": "array", "items": {"$ref": "#/definitions/item"}}},
       "additionalProperties": false,
       "definitions": {"item": {"type": "object", "properties": {"amount": {"type": "number"}}}}}
      """;

  private static ValueCheck check(String schema, SchemaPart... parts) {
    return new JsonSchemaLanguage()
        .compile(
            new WriterSchema(
                new SchemaId.Confluent(7), SchemaFormat.JSON, schema, List.of(parts), Set.of()));
  }

  private static @Nullable String mismatch(ValueCheck check, String value) {
    byte[] bytes = ("xx" + value + "yy").getBytes(UTF_8);
    return check.mismatch(bytes, 2, bytes.length - 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"order_id\":\"secret-1\"}|",
        "{}|the value breaks 'required order_id' of its schema at its top",
        "{\"order_id\":\"ab\"}|the value breaks 'minLength' of its schema at /order_id",
        "{\"order_id\":\"abc\",\"x\":1}"
            + "|the value breaks 'additionalProperties x' of its schema at its top",
        "{\"order_id\":\"abc\",\"items\":[{},{\"amount\":\"secret-2\"}]}"
            + "|the value breaks 'type' of its schema at /items/1/amount",
        "[]|the value breaks 'type' of its schema at its top"
      })
  void saysWhatIsWrongAndWhereAndNoneOfTheContent(String value, @Nullable String expected) {
    assertThat(mismatch(check(ORDER), value)).isEqualTo(expected);
  }

  @Test
  void knowsTheSchemasThatAreRegisteredWithIt() {
    // given
    ValueCheck check =
        check(
            "{\"$id\":\"http://example.org/order\",\"$ref\":\"http://example.org/id\"}",
            new SchemaPart("http://example.org/id", "{\"type\":\"string\"}"));

    // when, then
    assertThat(mismatch(check, "\"o-1\"")).isNull();
    assertThat(mismatch(check, "1")).contains("'type'");
  }

  @Test
  @Timeout(20)
  void loadsNothingFromAnywhere() {
    assertThatThrownBy(() -> check("{\"$ref\":\"http://127.0.0.1:1/schema.json\"}"))
        .isInstanceOf(UnusableSchemaException.class);
  }

  @Test
  void aSchemaThatIsNoJsonCannotBeUsed() {
    assertThatThrownBy(() -> check("{")).isInstanceOf(UnusableSchemaException.class);
  }

  @Test
  void aPatternThatRe2DoesNotKnowCannotBeUsed() {
    assertThatThrownBy(() -> check("{\"pattern\":\"(?=a)b\"}"))
        .isInstanceOf(UnusableSchemaException.class);
  }

  @Test
  @Timeout(20)
  void noPatternHoldsUpAThread() {
    // given
    ValueCheck check = check("{\"pattern\":\"^(a+)+$\"}");

    // when, then
    assertThat(mismatch(check, '"' + "a".repeat(50_000) + "b\"")).contains("'pattern'");
  }

  @Test
  void aValueThatIsNestedWithoutEndIsToldAndDoesNotThrow() {
    // given
    ValueCheck check = check("{\"items\":{\"$ref\":\"#\"},\"type\":\"array\"}");

    // when
    String deep = mismatch(check, "[".repeat(100_000) + "]".repeat(100_000));

    // then
    assertThat(deep).startsWith("the value cannot be validated by its schema: ");
  }

  @Test
  void aSchemaSaysWhichDraftItIsWrittenIn() {
    // given
    ValueCheck check =
        check(
            """
            {"$schema": "https://json-schema.org/draft/2020-12/schema",
             "prefixItems": [{"type": "string"}]}
            """);

    // when, then
    assertThat(mismatch(check, "[1]")).contains("at /0");
  }
}
