package io.signalfactory.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.signalfactory.contract.Field;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.contract.FieldSet;
import io.signalfactory.contract.FieldType;
import io.signalfactory.contract.Opaque;
import io.signalfactory.event.EventFields;
import io.signalfactory.rule.Rule.Truth;
import io.signalfactory.rule.RuleScope.Variable;
import io.signalfactory.testkit.GivenFields;
import io.signalfactory.time.TimeFormat;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleCompilerTest {

  private static final long NOW = Instant.parse("2026-01-14T12:00:00Z").toEpochMilli();

  private static final List<Field> FIELDS =
      List.of(
          field("name", FieldType.STRING, TimeFormat.RFC3339),
          field("other", FieldType.STRING, TimeFormat.RFC3339),
          field("amount", FieldType.NUMBER, TimeFormat.RFC3339),
          field("count", FieldType.INTEGER, TimeFormat.RFC3339),
          field("active", FieldType.BOOLEAN, TimeFormat.RFC3339),
          field("timestamp", FieldType.TIMESTAMP, TimeFormat.RFC3339),
          field("seconds", FieldType.TIMESTAMP, TimeFormat.EPOCH_SECONDS),
          field("day", FieldType.DATE, TimeFormat.RFC3339),
          field("customer", FieldType.OBJECT, TimeFormat.RFC3339),
          field("customer.id", FieldType.STRING, TimeFormat.RFC3339),
          field("tags", FieldType.ARRAY, TimeFormat.RFC3339),
          field("length", FieldType.NUMBER, TimeFormat.RFC3339),
          field("in", FieldType.NUMBER, TimeFormat.RFC3339),
          field("odd-name", FieldType.NUMBER, TimeFormat.RFC3339),
          field("größe", FieldType.NUMBER, TimeFormat.RFC3339));

  private static Field field(String path, FieldType type, TimeFormat format) {
    return new Field(FieldPath.of(path), type, format, false, true, false, null);
  }

  private static final class Scope implements RuleScope {
    @Override
    public Optional<Variable> find(FieldPath path) {
      for (int slot = 0; slot < FIELDS.size(); slot++) {
        Field field = FIELDS.get(slot);
        if (field.path().equals(path)) {
          return Optional.of(new Variable(slot, field.type(), field.format()));
        }
      }
      return Optional.empty();
    }

    @Override
    public Collection<FieldPath> known() {
      return FIELDS.stream().map(Field::path).toList();
    }
  }

  private static Rule compile(String condition) throws RuleSyntaxException {
    return new RuleCompiler().compile(condition, new Scope());
  }

  private static EventFields event(Map<String, Object> values) {
    List<@Nullable Object> slots = new ArrayList<>();
    FIELDS.forEach(field -> slots.add(values.get(field.path().toString())));
    return new GivenFields(slots::get);
  }

  private static Truth evaluate(String condition, Map<String, Object> values) throws Exception {
    return compile(condition).evaluate(event(values), NOW);
  }

  private static Truth evaluate(String condition) throws Exception {
    return evaluate(condition, Map.of());
  }

  private static String refusal(String condition) {
    RuleSyntaxException e =
        catchThrowableOfType(RuleSyntaxException.class, () -> compile(condition));
    assertThat(e).as(condition).isNotNull();
    return e.line() + ":" + e.column() + ": " + e.getMessage();
  }

  private static String failure(String condition, Map<String, Object> values) {
    RuleEvaluationException e =
        catchThrowableOfType(RuleEvaluationException.class, () -> evaluate(condition, values));
    assertThat(e).as(condition).isNotNull();
    return String.valueOf(e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {
        // precedence
        "1 = 1 OR 1 = 1 AND 1 = 2 | TRUE",
        "(1 = 1 OR 1 = 1) AND 1 = 2 | FALSE",
        "NOT 1 = 2 AND 1 = 2 | FALSE",
        "NOT (1 = 2 AND 1 = 2) | TRUE",
        "NOT 1 = 1 OR 1 = 1 | TRUE",
        "2 + 3 * 4 = 14 | TRUE",
        "(2 + 3) * 4 = 20 | TRUE",
        "10 - 3 - 2 = 5 | TRUE",
        "100 / 10 / 2 = 5 | TRUE",
        "-2 * -3 = 6 | TRUE",
        "2 - -3 = 5 | TRUE",
        "- - 3 = 3 | TRUE",
        "1 < 2 IS TRUE | TRUE",
        "1 + 1 BETWEEN 1 AND 3 AND TRUE | TRUE",
        "NOT 2 BETWEEN 1 AND 3 | FALSE",
        "(1 < 2) = (3 < 4) | TRUE",
        // numbers
        "1.0 = 1 | TRUE",
        "1.10 = 1.1 | TRUE",
        "0.1 + 0.2 = 0.3 | TRUE",
        "7 / 2 = 3.5 | TRUE",
        "1 / 3 * 3 < 1 | TRUE",
        "7 % 3 = 1 | TRUE",
        "-7 % 3 = -1 | TRUE",
        "7.5 % 2 = 1.5 | TRUE",
        "1e3 = 1000 | TRUE",
        ".5 = 0.5 | TRUE",
        "9223372036854775807 + 1 = 9223372036854775808 | TRUE",
        "-9223372036854775807 - 2 = -9223372036854775809 | TRUE",
        "9223372036854775807 * 9223372036854775807 > 8e37 | TRUE",
        "ABS(-3.5) = 3.5 | TRUE",
        "1 <> 1 | FALSE",
        "1 != 2 | TRUE",
        "2 >= 2 AND 2 <= 2 AND NOT 2 > 2 AND NOT 2 < 2 | TRUE",
        // unknown
        "amount = amount | UNKNOWN",
        "amount <> 1 | UNKNOWN",
        "amount + 1 = 1 | UNKNOWN",
        "NULL AND FALSE | FALSE",
        "FALSE AND NULL | FALSE",
        "NULL AND TRUE | UNKNOWN",
        "NULL OR TRUE | TRUE",
        "NULL OR FALSE | UNKNOWN",
        "NOT NULL | UNKNOWN",
        "NULL IS NULL | TRUE",
        "NULL IS NOT NULL | FALSE",
        "(amount = 1) IS NULL | TRUE",
        "NULL IS TRUE | FALSE",
        "NULL IS NOT TRUE | TRUE",
        "NULL IS FALSE | FALSE",
        "FALSE IS FALSE | TRUE",
        "FALSE IS NOT FALSE | FALSE",
        // IN
        "1 IN (1, NULL) | TRUE",
        "2 IN (1, NULL) | UNKNOWN",
        "2 NOT IN (1, NULL) | UNKNOWN",
        "1 NOT IN (1, NULL) | FALSE",
        "2 NOT IN (1, 3) | TRUE",
        "amount IN (1) | UNKNOWN",
        "'a' IN ('b', 'a') | TRUE",
        "'a' IN ('b', NULL) | UNKNOWN",
        "'a' NOT IN ('b', 'c') | TRUE",
        "1 IN (1.0) | TRUE",
        // BETWEEN
        "2 BETWEEN 1 AND 3 | TRUE",
        "1 BETWEEN 1 AND 1 | TRUE",
        "2 BETWEEN 3 AND 1 | FALSE",
        "2 NOT BETWEEN 3 AND 1 | TRUE",
        "2 BETWEEN amount AND 1 | FALSE",
        "2 BETWEEN amount AND 3 | UNKNOWN",
        "2 BETWEEN 3 AND amount | FALSE",
        "2 NOT BETWEEN 1 AND amount | UNKNOWN",
        "amount BETWEEN 1 AND 2 | UNKNOWN",
        // LIKE
        "'abc' LIKE 'a%' | TRUE",
        "'abc' LIKE 'A%' | FALSE",
        "'abc' LIKE '_b_' | TRUE",
        "'abc' LIKE 'ab' | FALSE",
        "'abc' LIKE '%' | TRUE",
        "'' LIKE '%' | TRUE",
        "'' LIKE '_' | FALSE",
        "'' LIKE '' | TRUE",
        "'a%c' LIKE 'a!%c' ESCAPE '!' | TRUE",
        "'abc' LIKE 'a!%c' ESCAPE '!' | FALSE",
        "'a_' LIKE 'a\\_' ESCAPE '\\' | TRUE",
        "'a!' LIKE 'a!!' ESCAPE '!' | TRUE",
        "'a\\%' LIKE 'a\\%' | TRUE",
        "'a\\bcd' LIKE 'a\\%' | TRUE",
        "'abab' LIKE '%ab' | TRUE",
        "'aXbXc' LIKE '%X%X%' | TRUE",
        "'mississippi' LIKE 'm%iss%pi' | TRUE",
        "'mississippi' LIKE 'm%iss%px' | FALSE",
        "'\ud83d\ude00' LIKE '_' | TRUE",
        "'abc' NOT LIKE 'x%' | TRUE",
        "name LIKE 'a' | UNKNOWN",
        "name NOT LIKE 'a' | UNKNOWN",
        // MATCHES takes the whole text
        "'abc' MATCHES 'b' | FALSE",
        "'abc' MATCHES '.b.' | TRUE",
        "'abc' NOT MATCHES '[a-c]+' | FALSE",
        "'ABC' MATCHES '(?i)abc' | TRUE",
        "name MATCHES 'a' | UNKNOWN",
        // text
        "'it''s' = 'it''s' | TRUE",
        "LENGTH('it''s') = 4 | TRUE",
        "LENGTH('') = 0 | TRUE",
        "LENGTH('\ud83d\ude00') = 1 | TRUE",
        "LENGTH(name) = 0 | UNKNOWN",
        "'a' < 'b' AND 'B' < 'a' | TRUE",
        "LOWER('AbC') = 'abc' AND UPPER('AbC') = 'ABC' | TRUE",
        "TRIM('  a b\t') = 'a b' | TRUE",
        "COALESCE(NULL, NULL, 'x') = 'x' | TRUE",
        "COALESCE(NULL, NULL) IS NULL | TRUE",
        "coalesce(null, 1) = 1 and length('a') = 1 or false | TRUE",
        // time
        "TIMESTAMP '2026-01-14T12:00:00Z' = TIMESTAMP '2026-01-14T13:00:00+01:00' | TRUE",
        "NOW() = TIMESTAMP '2026-01-14T12:00:00Z' | TRUE",
        "NOW() = '2026-01-14T12:00:00Z' | TRUE",
        "'2026-01-14T12:00:01Z' > NOW() | TRUE",
        "NOW() - INTERVAL '1' DAY = TIMESTAMP '2026-01-13T12:00:00Z' | TRUE",
        "INTERVAL 90 MINUTES + NOW() = TIMESTAMP '2026-01-14T13:30:00Z' | TRUE",
        "NOW() - TIMESTAMP '2026-01-14T11:59:00Z' = INTERVAL '60' second | TRUE",
        "INTERVAL '2 hours' > INTERVAL 119 MINUTE | TRUE",
        "-INTERVAL 1 DAY < INTERVAL 0 DAY | TRUE",
        "INTERVAL 1 HOUR - INTERVAL 60 MINUTES = INTERVAL 0 DAYS | TRUE",
        "DATE '2026-01-14' < NOW() | TRUE",
        "DATE '2026-01-15' - DATE '2026-01-14' = INTERVAL 1 DAY | TRUE",
        "NOW() BETWEEN '2026-01-14T11:00:00Z' AND '2026-01-14T13:00:00Z' | TRUE",
        "NOW() IN ('2026-01-14T12:00:00Z') | TRUE",
        "COALESCE(NULL, NOW(), '2026-01-14T11:00:00Z') = NOW() | TRUE",
        // to the last digit
        "TIMESTAMP '2026-05-03T08:00:00.000007Z' < TIMESTAMP '2026-05-03T08:00:00.000008Z' | TRUE",
        "TIMESTAMP '2026-05-03T08:00:00.1234Z' = '2026-05-03T10:00:00.123400000000+02:00' | TRUE",
        "TIMESTAMP '1931-05-03T08:00:00.9999999991Z' > '1931-05-03T08:00:00.999999999Z' | TRUE",
        "'2026-05-03T08:00:00.0000000004Z' NOT BETWEEN NOW() AND TIMESTAMP '2026-05-03T08:00:00Z' | TRUE",
        "TIMESTAMP '2026-05-03T08:00:00.5Z' - TIMESTAMP '2026-05-03T08:00:00.4999999Z' > INTERVAL 0 DAY | TRUE",
        "NOW() + (TIMESTAMP '2026-05-03T08:00:00.0000001Z' - TIMESTAMP '2026-05-03T08:00:00Z') > NOW() | TRUE",
        "TIMESTAMP '2026-05-03T08:00:00.0001Z' IN ('2026-05-03T08:00:00Z', NOW()) | FALSE",
        "COALESCE(seconds, TIMESTAMP '2026-05-03T08:00:00.0001Z') <> '2026-05-03T08:00:00Z' | TRUE",
        "TIMESTAMP '2016-12-31T23:59:60Z' > '2016-12-31T23:59:59.999999999999Z' | TRUE",
        "TIMESTAMP '2016-12-31T23:59:60.7Z' < '2017-01-01T00:00:00Z' | TRUE",
      })
  void evaluatesAsSqlDoes(String condition, Truth expected) throws Exception {
    assertThat(evaluate(condition)).as(condition).isEqualTo(expected);
  }

  @Test
  void readsFieldsOfEveryType() throws Exception {
    Map<String, Object> values = new HashMap<>();
    values.put("name", "Ada");
    values.put("amount", new BigDecimal("12.50"));
    values.put("count", 3L);
    values.put("active", true);
    values.put("timestamp", "2026-01-14T11:59:00Z");
    values.put("seconds", 1_768_391_940L);
    values.put("day", "2026-01-14");
    values.put("customer", Opaque.OBJECT);
    values.put("customer.id", "c1");
    values.put("length", 7L);
    values.put("in", 1L);
    values.put("odd-name", 2L);
    values.put("größe", 9L);

    assertThat(
            List.of(
                evaluate("name = 'Ada' AND LENGTH(name) = 3", values),
                evaluate("amount = 12.5 AND amount * count = 37.5", values),
                evaluate("active AND active = TRUE AND active <> FALSE", values),
                evaluate("timestamp = seconds AND timestamp > NOW() - INTERVAL 5 MINUTE", values),
                evaluate("timestamp < '2026-01-14T12:00:00Z'", values),
                evaluate("day = '2026-01-14' AND day < timestamp", values),
                evaluate("day IN ('2026-01-14', '2026-01-15')", values),
                evaluate("customer IS NOT NULL AND tags IS NULL", values),
                evaluate("customer.id = 'c1' AND \"customer\".`id` = 'c1'", values),
                evaluate("length = 7 AND LENGTH('1234567') = length", values),
                evaluate("\"in\" = 1 AND `odd-name` = 2 AND größe = 9", values)))
        .containsOnly(Truth.TRUE);
  }

  @Test
  void comparesTheTimesOfFieldsAsTheyAreWritten() throws Exception {
    Map<String, Object> values = new HashMap<>();
    values.put("timestamp", "2026-05-03T08:00:00.0000009Z");
    values.put("seconds", new BigDecimal("1777795200.00000091"));
    values.put("day", "2026-05-03");

    assertThat(
            List.of(
                evaluate("timestamp < seconds", values),
                evaluate("timestamp > '2026-05-03T08:00:00.0000008Z'", values),
                evaluate("timestamp > day + INTERVAL '8' HOUR", values),
                evaluate("seconds - INTERVAL 1 SECOND < timestamp", values),
                evaluate("seconds NOT IN (timestamp, '2026-05-03T08:00:00Z')", values)))
        .containsOnly(Truth.TRUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.0", "-0.0", "3E2", "0.25e2", "1e999999999", "70000000000000000000.00"})
  void takesANumberWithAZeroFractionForAnInteger(String number) throws Exception {
    Map<String, Object> values = Map.of("count", new BigDecimal(number));

    assertThat(evaluate("count >= 0 AND count = count", values)).isEqualTo(Truth.TRUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "1e-1", "12.0000000000000000000000001", "5e-999999999"})
  void takesANumberWithAFractionForNoInteger(String number) {
    assertThat(failure("count >= 0", Map.of("count", new BigDecimal(number))))
        .contains("must be a whole number");
  }

  @Test
  void treatsAnAbsentFieldAsNull() throws Exception {
    assertThat(evaluate("name = 'a'")).isEqualTo(Truth.UNKNOWN);
    assertThat(evaluate("active")).isEqualTo(Truth.UNKNOWN);
    assertThat(evaluate("name IS NULL AND timestamp IS NULL AND day IS NULL"))
        .isEqualTo(Truth.TRUE);
  }

  @Test
  void stopsAsSoonAsTheResultIsKnown() throws Exception {
    assertThat(evaluate("FALSE AND 1 / 0 = 1")).isEqualTo(Truth.FALSE);
    assertThat(evaluate("TRUE OR 1 / 0 = 1")).isEqualTo(Truth.TRUE);
    assertThat(evaluate("COALESCE(1, 1 / 0) = 1")).isEqualTo(Truth.TRUE);
    assertThat(failure("1 / 0 = 1 AND FALSE", Map.of())).isEqualTo("division by zero");
    assertThat(failure("NULL AND 1 / 0 = 1", Map.of())).isEqualTo("division by zero");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | 1 | name = 'a' | field 'name' must be text, as the contract declares",
        "amount | text | amount > 1 | field 'amount' must be a number, as the contract declares",
        "count | 1.5 | count > 1 | field 'count' must be a whole number, as the contract declares",
        "active | text | active | field 'active' must be true or false, as the contract declares",
        "timestamp | text | timestamp < NOW() | field 'timestamp' must be a time in the format"
            + " rfc3339, as the contract declares",
        "seconds | text | seconds < NOW() | field 'seconds' must be a time in the format"
            + " epoch_seconds, as the contract declares",
        "day | 2026-02-30 | day < NOW() | field 'day' must be a date like yyyy-mm-dd, as the"
            + " contract declares",
      })
  void refusesValuesOfAnotherTypeWithoutShowingThem(
      String field, String value, String condition, String message) {
    Object jsonValue = value.matches("[0-9.]+") ? new BigDecimal(value) : value;

    assertThat(failure(condition, Map.of(field, jsonValue)))
        .isEqualTo(message)
        .doesNotContain("'" + value + "'");
  }

  @Test
  void treatsAValueOfTheWrongTypeAsPresent() throws Exception {
    assertThat(evaluate("amount IS NOT NULL", Map.of("amount", "text"))).isEqualTo(Truth.TRUE);
  }

  @Test
  @Timeout(10)
  void refusesToCalculateWithNumbersThatAreTooLong() {
    assertThat(failure("amount > 1", Map.of("amount", Opaque.NUMBER_TOO_LONG)))
        .isEqualTo("field 'amount' has too many digits");
    for (String operation : List.of("amount + 1", "1 - amount", "amount * amount", "amount / 3")) {
      assertThat(failure(operation + " > 1", Map.of("amount", new BigDecimal("1e999999999"))))
          .startsWith("a number is too large or too fine to calculate with");
      assertThat(failure(operation + " > 1", Map.of("amount", new BigDecimal("1e-999999999"))))
          .startsWith("a number is too large or too fine to calculate with");
    }
    assertThat(failure("amount % 3 > 1", Map.of("amount", new BigDecimal("1e999999999"))))
        .startsWith("a number is too large or too fine to calculate with");
  }

  @Test
  @Timeout(10)
  void comparesNumbersOfAnyMagnitude() throws Exception {
    BigDecimal huge = new BigDecimal("1e999999999");

    assertThat(evaluate("amount > 1 AND ABS(-amount) = amount", Map.of("amount", huge)))
        .isEqualTo(Truth.TRUE);
    assertThat(evaluate("amount + 1 = 1", Map.of("amount", new BigDecimal("0e999999999"))))
        .isEqualTo(Truth.TRUE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {
        "nam = 'a' | 1:1: the contract has no field 'nam': did you mean 'name'?",
        "1 = customer.idd | 1:5: the contract has no field 'customer.idd': did you mean"
            + " 'customer.id'?",
        "zzzzzzzz = 1 | 1:1: the contract has no field 'zzzzzzzz': declare it in the contract, or"
            + " name another",
        "name = \"paid_today\" | 1:8: the contract has no field 'paid_today': double quotes are for"
            + " field names, text goes in single quotes",
        "amount = NULL | 1:8: a comparison with NULL is never true, not even for a null: write amount"
            + " IS NULL",
        "NOT (NULL <> customer.id) | 1:11: a comparison with NULL is never true, not even for a"
            + " null: write customer.id IS NOT NULL",
        "timestamp >= (NULL) | 1:11: a comparison with NULL is never true, not even for a null:"
            + " compare with a value, or write timestamp IS NULL or timestamp IS NOT NULL",
        "amount < amount * NULL | 1:8: a comparison with NULL is never true, not even for a null:"
            + " compare with a value, or write amount IS NULL or amount IS NOT NULL",
        "LENGTH(NULL) = 3 | 1:14: a comparison with NULL is never true, not even for a null: write x"
            + " IS NULL",
        "active = NULL OR active | 1:8: a comparison with NULL is never true, not even for a null:"
            + " write active IS NULL",
        "name NOT IN (NULL, COALESCE(NULL)) | 1:10: IN with nothing but NULL on one side is never"
            + " true, nor is NOT IN: write name IS NULL or name IS NOT NULL",
        "NULL IN (1, 2) | 1:6: IN with nothing but NULL on one side is never true, nor is NOT IN:"
            + " write x IS NULL or x IS NOT NULL",
        "amount BETWEEN NULL AND 5 | 1:8: BETWEEN with NULL is never true: compare with the other"
            + " limit alone, using >= or <=",
        "NULL NOT BETWEEN 1 AND 5 | 1:10: BETWEEN with NULL is never true: compare with the other"
            + " limit alone, using >= or <=",
        "NULL LIKE 'a%' | 1:1: LIKE is never true for NULL: name a text field",
        "TRIM(NULL) NOT MATCHES 'a' | 1:1: MATCHES is never true for NULL: name a text field",
        "NAME = 'a' | 1:1: the contract has no field 'NAME': did you mean 'name'?",
        "LENGTH(amount) > 0 | 1:8: LENGTH needs text, amount is a number: compare it directly",
        "LENGTH(tags) > 0 | 1:8: LENGTH needs text, tags is an object or array: ask IS NOT NULL"
            + " instead",
        "LENGHT(name) > 0 | 1:1: there is no function LENGHT, did you mean LENGTH?",
        "SUBSTRING(name) > 0 | 1:1: there is no function SUBSTRING: there are LENGTH, LOWER, UPPER,"
            + " TRIM, ABS, COALESCE, NOW",
        "LENGTH(name, name) > 0 | 1:1: LENGTH takes one argument, has 2",
        "NOW(1) > 0 | 1:1: NOW takes no argument, has 1",
        "amount > 'a' | 1:8: amount is a number and this is text: write the number without quotes,"
            + " or compare a text field",
        "name = 1 | 1:6: name is text and this is a number: write the number in quotes, or compare"
            + " a number field",
        "timestamp > 5 | 1:11: timestamp is a timestamp and this is a number: compare a time with a"
            + " time, like TIMESTAMP '2026-01-14T12:34:56Z' or NOW()",
        "timestamp > 'soon' | 1:13: 'soon' is not a timestamp: write it like '2026-01-14T12:34:56Z'",
        "day > '2026-02-30' | 1:7: '2026-02-30' is not a date of the calendar: write it like"
            + " '2026-01-14'",
        "timestamp > name | 1:11: timestamp is a timestamp and name is text: compare a time with a"
            + " time, like TIMESTAMP '2026-01-14T12:34:56Z' or NOW()",
        "active > FALSE | 1:8: truth values have no order: compare them with = or <>",
        "customer = customer | 1:1: customer is an object or array: only IS NULL and IS NOT NULL"
            + " work on it",
        "amount | 1:1: a rule needs a condition, amount is a number: compare it with something",
        "amount AND active | 1:1: AND needs a condition, amount is a number: compare it with"
            + " something",
        "NOT name | 1:5: NOT needs a condition, name is text: compare it with something",
        "name IS TRUE | 1:1: IS TRUE needs a condition, name is text: compare it with something",
        "name + 1 = 2 | 1:6: name is text and this is a number: '+' takes two numbers, or a time"
            + " and an interval like INTERVAL '15' MINUTE",
        "amount * name = 2 | 1:8: amount is a number and name is text: '*' takes two numbers",
        "-name = 2 | 1:1: name is text: a sign goes before a number or an interval",
        "name LIKE 'a!b' ESCAPE '!' | 1:11: the escape character must come before %, _ or itself",
        "name LIKE 'a' ESCAPE 'xy' | 1:22: ESCAPE takes one character, like ESCAPE '\\'",
        "amount LIKE 'a' | 1:1: LIKE needs text, amount is a number: compare it directly",
        "name MATCHES '(a' | 1:14: this is not an RE2 regular expression: missing closing ), at '(a'",
        "name MATCHES '(a)\\1' | 1:14: this is not an RE2 regular expression: invalid escape sequence,"
            + " at '\\1'",
        "COALESCE(name, 1) = 'a' | 1:16: COALESCE began with text, but this is a number: give it"
            + " values of one type",
        "INTERVAL 1 WEEK > INTERVAL 1 DAY | 1:12: 'WEEK' is not a unit of an interval: write SECOND,"
            + " MINUTE, HOUR or DAY",
        "INTERVAL '1.5' DAY > INTERVAL 1 DAY | 1:10: an interval is a whole number of at most"
            + " 999999999 units, like INTERVAL '15' MINUTE",
        "name 'a' | 1:6: an operator like =, AND or IN is missing between name and 'a'",
        "name == 'a' | 1:6: '==' is not an operator: to compare, write = once",
        "active && active | 1:8: '&&' is not an operator: write AND",
        "name = 'a | 1:8: the text that begins here has no closing quote: end it with ', and write"
            + " a quote inside it twice",
        "\"name = 1 | 1:1: the field name that begins here has no closing quote: end it as it"
            + " begins",
        "amount > | 1:9: the condition ends too early, after '>': complete it",
        "amount > 1) | 1:11: ')' is not allowed here: nothing is open, or something is missing before"
            + " it",
        "in > 1 | 1:1: 'in' is not allowed here: if it is a field's name, write it as \"in\"",
        "amount > 1 amount < 2 | 1:12: 'amount' is not allowed here: an operator like =, AND or IN is"
            + " missing before it",
        "amount > 1; | 1:11: ';' is not an operator: a condition ends without a semicolon",
        "1 < amount < 3 | 1:12: '<' is not allowed here",
        "amount > 1e99999 | 1:10: a number can have 1000 digits at most",
        "amount > 1e99999999999 | 1:10: a number can have 1000 digits at most",
      })
  void refusesWithPlaceAndRemedy(String condition, String expected) {
    assertThat(refusal(condition)).isEqualTo(expected);
  }

  @Test
  void refusesAnEmptyCondition() {
    assertThat(refusal("  ")).endsWith("the condition is empty: write one, like total_amount > 0");
  }

  @Test
  void placesAMistakeInALaterLine() {
    assertThat(refusal("amount > 1\n  AND nam = 'a'")).startsWith("2:7: ");
  }

  @Test
  void refusesAConditionThatIsTooLong() {
    assertThat(refusal("1 = 1" + " OR 1 = 1".repeat(500)))
        .isEqualTo(
            "1:1: a condition can have 4096 characters, this one has 4505: split it into several"
                + " rules");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "NOT ", "-", "NOT(", "-(", "ABS(", "- - - - - (", "1 IN ("})
  void refusesDeepNestingWithoutAStackOverflow(String opening) {
    assertThat(refusal(opening.repeat(4_000 / opening.length())))
        .contains("nested more than 100 levels deep");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {"( | TRUE | )", "NOT( | TRUE | )", "NOT | TRUE | "},
      ignoreLeadingAndTrailingWhitespace = true)
  void compilesNestingUpToTheLimit(String opening, String inner, @Nullable String closing)
      throws Exception {
    int levels = opening.equals("NOT(") ? 50 : 100;
    String condition =
        (opening + " ").repeat(levels) + inner + (closing == null ? "" : closing.repeat(levels));

    assertThat(evaluate(condition)).isEqualTo(Truth.TRUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {" OR 1=1", " AND 1=1", "+1", "*1", " IS NULL", " IS TRUE"})
  void compilesLongChains(String link) throws Exception {
    String chain = (link.startsWith(" ") ? "1=1" : "1") + link.repeat(4_000 / link.length());
    String condition = link.startsWith(" ") ? chain : chain + " > 0";

    assertThat(evaluate(condition)).isNotEqualTo(Truth.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(?:[a-z]{1,1000}){1000}",
        "(x{100}y{100}){100,}",
        "([]a(]{900}){900}",
        "(\\Q(\\E{900}){900}",
        "\\({900}{900}",
      })
  @Timeout(10)
  void refusesARegexThatWouldExplode(String regex) {
    assertThat(refusal("name MATCHES '" + regex + "'"))
        .startsWith("1:14: this regular expression is too large");
  }

  @Test
  @Timeout(10)
  void refusesARegexOfDeepGroups() {
    assertThat(refusal("name MATCHES '" + "(".repeat(2_000) + ")".repeat(2_000) + "'"))
        .startsWith("1:14: this regular expression is too large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}",
        "(?i)[a-z0-9._%+-]{1,64}@([a-z0-9-]{1,63}\\.){1,8}[a-z]{2,}",
        "[[:alpha:]]{1,1000}",
        "a{,5}",
        "x{0}",
      })
  void acceptsRegexesAsPeopleWriteThem(String regex) throws Exception {
    assertThat(evaluate("name MATCHES '" + regex + "'", Map.of("name", "?")))
        .isEqualTo(Truth.FALSE);
  }

  @Test
  @Timeout(10)
  void matchesInLinearTime() throws Exception {
    assertThat(evaluate("name MATCHES '(a+)+b'", Map.of("name", "a".repeat(5_000))))
        .isEqualTo(Truth.FALSE);
  }

  @Test
  void treatsLinesAndTabsAsSpaces() throws Exception {
    assertThat(evaluate("1\n=\t1\r\n")).isEqualTo(Truth.TRUE);
  }

  @Test
  void checksExpressionsForTheContractReader() {
    RuleCompiler checker = new RuleCompiler();
    FieldSet fields = new FieldSet(FIELDS, FieldSet.Additional.ALLOW);

    assertThat(checker.check("amount > 0", fields)).isEmpty();
    assertThat(checker.check("amout > 0", fields))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.line()).isEqualTo(1);
              assertThat(problem.column()).isEqualTo(1);
              assertThat(problem.message())
                  .isEqualTo("the contract has no field 'amout': did you mean 'amount'?");
            });
  }

  @Test
  void getsNowFromItsCaller() throws Exception {
    Rule rule = compile("timestamp > NOW() - INTERVAL 1 HOUR");
    EventFields event = event(Map.of("timestamp", "2026-01-14T11:30:00Z"));

    assertThat(rule.evaluate(event, NOW)).isEqualTo(Truth.TRUE);
    assertThat(rule.evaluate(event, NOW + Duration.ofHours(1).toMillis())).isEqualTo(Truth.FALSE);
  }
}
