package io.signalfactory.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalfactory.contract.FieldType;
import io.signalfactory.rule.RuleScope.Variable;
import io.signalfactory.testkit.GivenFields;
import io.signalfactory.time.TimeFormat;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Compares compiled conditions with a plain evaluation of SQL: random syntax trees are evaluated
 * here, and written as text with no more parentheses than SQL's precedences need.
 */
class SqlReferenceTest {

  private static final Map<String, FieldType> FIELDS =
      Map.of(
          "n1", FieldType.NUMBER,
          "n2", FieldType.INTEGER,
          "s1", FieldType.STRING,
          "s2", FieldType.STRING,
          "b1", FieldType.BOOLEAN,
          // Always null, as a comparison with the word NULL is refused.
          "n0", FieldType.NUMBER,
          "s0", FieldType.STRING,
          "b0", FieldType.BOOLEAN);

  private static final List<String> SLOTS = FIELDS.keySet().stream().sorted().toList();

  // Precedences; a child of a lower one than its parent needs is put in parentheses.
  private static final int OR = 1;
  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int IS = 4;
  private static final int COMPARISON = 5;
  private static final int SUM = 6;
  private static final int PRODUCT = 7;
  private static final int SIGN = 8;
  private static final int PRIMARY = 9;

  /** A syntax tree, with a value that is null, a BigDecimal, a String or a Boolean. */
  private interface Tree {
    @Nullable Object value(Map<String, Object> event);

    String text();

    int binding();

    default String in(int place) {
      return binding() < place ? "(" + text() + ")" : text();
    }
  }

  private record Leaf(String text, @Nullable Object constant, boolean isField) implements Tree {
    @Override
    public @Nullable Object value(Map<String, Object> event) {
      Object value = isField ? event.get(text) : constant;
      return value instanceof Long number ? (Object) BigDecimal.valueOf(number) : value;
    }

    @Override
    public int binding() {
      return PRIMARY;
    }
  }

  private record Logical(boolean and, Tree left, Tree right) implements Tree {
    @Override
    public @Nullable Object value(Map<String, Object> event) {
      Object first = left.value(event);
      // The result is known, so the right side is not evaluated.
      if (first != null && first.equals(!and)) {
        return first;
      }
      Object second = right.value(event);
      if (second != null && second.equals(!and)) {
        return second;
      }
      return first == null || second == null ? null : and;
    }

    @Override
    public String text() {
      return left.in(binding()) + (and ? " AND " : " OR ") + right.in(binding());
    }

    @Override
    public int binding() {
      return and ? AND : OR;
    }
  }

  private record Not(Tree operand) implements Tree {
    @Override
    public @Nullable Object value(Map<String, Object> event) {
      Object value = operand.value(event);
      return value == null ? null : value.equals(false);
    }

    @Override
    public String text() {
      return "NOT " + operand.in(NOT);
    }

    @Override
    public int binding() {
      return NOT;
    }
  }

  private record Is(Tree operand, boolean negated, @Nullable Boolean what) implements Tree {
    @Override
    public Object value(Map<String, Object> event) {
      Object value = operand.value(event);
      boolean is = what == null ? value == null : what.equals(value);
      return is != negated;
    }

    @Override
    public String text() {
      String word = what == null ? "NULL" : what.toString();
      return operand.in(IS) + " IS " + (negated ? "NOT " : "") + word;
    }

    @Override
    public int binding() {
      return IS;
    }
  }

  private record Relation(Tree left, String operator, Tree right) implements Tree {
    @Override
    public @Nullable Object value(Map<String, Object> event) {
      Object first = left.value(event);
      Object second = right.value(event);
      if (first == null || second == null) {
        return null;
      }
      int sign = order(first, second);
      return switch (operator) {
        case "=" -> sign == 0;
        case "<>", "!=" -> sign != 0;
        case "<" -> sign < 0;
        case "<=" -> sign <= 0;
        case ">" -> sign > 0;
        default -> sign >= 0;
      };
    }

    @Override
    public String text() {
      return left.in(SUM) + operator + right.in(SUM);
    }

    @Override
    public int binding() {
      return COMPARISON;
    }
  }

  private static int order(Object first, Object second) {
    if (first instanceof BigDecimal number) {
      return number.compareTo((BigDecimal) second);
    }
    return first instanceof String text
        ? text.compareTo((String) second)
        : ((Boolean) first).compareTo((Boolean) second);
  }

  private record In(Tree operand, boolean negated, List<Tree> list) implements Tree {
    @Override
    public @Nullable Object value(Map<String, Object> event) {
      Object value = operand.value(event);
      if (value == null) {
        return null;
      }
      boolean unknown = false;
      for (Tree item : list) {
        Object candidate = item.value(event);
        if (candidate == null) {
          unknown = true;
        } else if (order(value, candidate) == 0) {
          return !negated;
        }
      }
      return unknown ? null : negated;
    }

    @Override
    public String text() {
      return operand.in(SUM)
          + (negated ? " NOT" : "")
          + " IN ("
          + list.stream().map(Tree::text).collect(Collectors.joining(", "))
          + ")";
    }

    @Override
    public int binding() {
      return COMPARISON;
    }
  }

  private record Between(Tree operand, boolean negated, Tree low, Tree high) implements Tree {
    @Override
    public @Nullable Object value(Map<String, Object> event) {
      if (operand.value(event) == null) {
        return null;
      }
      Object between =
          new Logical(true, new Relation(operand, ">=", low), new Relation(operand, "<=", high))
              .value(event);
      return between == null ? null : !between.equals(negated);
    }

    @Override
    public String text() {
      return operand.in(SUM)
          + (negated ? " NOT" : "")
          + " BETWEEN "
          + low.in(SUM)
          + " AND "
          + high.in(SUM);
    }

    @Override
    public int binding() {
      return COMPARISON;
    }
  }

  private record Like(Tree operand, boolean negated, String pattern, boolean escaped)
      implements Tree {
    @Override
    public @Nullable Object value(Map<String, Object> event) {
      Object value = operand.value(event);
      return value == null ? null : matches((String) value, pattern) != negated;
    }

    private boolean matches(String text, String rest) {
      if (rest.isEmpty()) {
        return text.isEmpty();
      }
      char first = rest.charAt(0);
      if (escaped && first == '!') {
        return !text.isEmpty()
            && text.charAt(0) == rest.charAt(1)
            && matches(text.substring(1), rest.substring(2));
      }
      if (first == '%') {
        return matches(text, rest.substring(1))
            || (!text.isEmpty() && matches(text.substring(1), rest));
      }
      return !text.isEmpty()
          && (first == '_' || first == text.charAt(0))
          && matches(text.substring(1), rest.substring(1));
    }

    @Override
    public String text() {
      return operand.in(SUM)
          + (negated ? " NOT LIKE '" : " LIKE '")
          + pattern
          + (escaped ? "' ESCAPE '!'" : "'");
    }

    @Override
    public int binding() {
      return COMPARISON;
    }
  }

  private record Arithmetical(Tree left, char operator, Tree right) implements Tree {
    @Override
    public @Nullable Object value(Map<String, Object> event) {
      BigDecimal first = (BigDecimal) left.value(event);
      BigDecimal second = (BigDecimal) right.value(event);
      if (first == null || second == null) {
        return null;
      }
      return switch (operator) {
        case '+' -> first.add(second);
        case '-' -> first.subtract(second);
        case '*' -> first.multiply(second);
        case '/' -> first.divide(second, MathContext.DECIMAL128);
        default -> first.remainder(second);
      };
    }

    @Override
    public String text() {
      return left.in(binding()) + " " + operator + " " + right.in(binding() + 1);
    }

    @Override
    public int binding() {
      return operator == '+' || operator == '-' ? SUM : PRODUCT;
    }
  }

  private record Negative(Tree operand) implements Tree {
    @Override
    public @Nullable Object value(Map<String, Object> event) {
      BigDecimal value = (BigDecimal) operand.value(event);
      return value == null ? null : value.negate();
    }

    @Override
    public String text() {
      return "-" + operand.in(SIGN);
    }

    @Override
    public int binding() {
      return SIGN;
    }
  }

  private record Call(String function, List<Tree> arguments) implements Tree {
    @Override
    public @Nullable Object value(Map<String, Object> event) {
      if (function.equals("COALESCE")) {
        for (Tree argument : arguments) {
          Object value = argument.value(event);
          if (value != null) {
            return value;
          }
        }
        return null;
      }
      Object value = arguments.get(0).value(event);
      if (value == null) {
        return null;
      }
      return switch (function) {
        case "LENGTH" -> BigDecimal.valueOf(((String) value).length());
        case "LOWER" -> ((String) value).toLowerCase(Locale.ROOT);
        case "UPPER" -> ((String) value).toUpperCase(Locale.ROOT);
        case "TRIM" -> ((String) value).replaceAll("^ +| +$", "");
        default -> ((BigDecimal) value).abs();
      };
    }

    @Override
    public String text() {
      return function.toLowerCase(Locale.ROOT)
          + arguments.stream().map(Tree::text).collect(Collectors.joining(",", "(", ")"));
    }

    @Override
    public int binding() {
      return PRIMARY;
    }
  }

  private static Arbitrary<Tree> field(String... names) {
    return Arbitraries.of(names).map(name -> new Leaf(name, null, true));
  }

  private static Arbitrary<Tree> numbers(int depth) {
    Arbitrary<Tree> literal =
        Arbitraries.of("0", "1", "2", "2.0", "0.5", "10", "1e2", ".25", "9223372036854775807")
            .map(text -> new Leaf(text, new BigDecimal(text), false));
    Arbitrary<Tree> leaf =
        Arbitraries.frequencyOf(
            Tuple.of(4, literal), Tuple.of(4, field("n1", "n2")), Tuple.of(1, field("n0")));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Tree> inner = numbers(depth - 1);
    return Arbitraries.oneOf(
        leaf,
        Combinators.combine(inner, Arbitraries.of('+', '-', '*', '/', '%'), inner)
            .as(Arithmetical::new),
        inner.map(Negative::new),
        inner.map(operand -> new Call("ABS", List.of(operand))),
        texts(depth - 1).map(operand -> new Call("LENGTH", List.of(operand))),
        inner.list().ofMinSize(1).ofMaxSize(3).map(list -> new Call("COALESCE", list)));
  }

  private static Arbitrary<Tree> texts(int depth) {
    Arbitrary<Tree> literal =
        Arbitraries.of("", "a", "A", "ab", "it's", "%", " a ", "AND")
            .map(text -> new Leaf("'" + text.replace("'", "''") + "'", text, false));
    Arbitrary<Tree> leaf =
        Arbitraries.frequencyOf(
            Tuple.of(4, literal), Tuple.of(4, field("s1", "s2")), Tuple.of(1, field("s0")));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Tree> inner = texts(depth - 1);
    return Arbitraries.oneOf(
        leaf,
        Combinators.combine(Arbitraries.of("LOWER", "UPPER", "TRIM"), inner)
            .as((function, operand) -> new Call(function, List.of(operand))),
        inner.list().ofMinSize(1).ofMaxSize(3).map(list -> new Call("COALESCE", list)));
  }

  private static Arbitrary<Tree> truths(int depth) {
    Arbitrary<Tree> leaf =
        Arbitraries.oneOf(
            Arbitraries.of(true, false).map(truth -> new Leaf(truth.toString(), truth, false)),
            field("b1"),
            field("b0"));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Boolean> either = Arbitraries.of(true, false);
    Arbitrary<Tree> inner = truths(depth - 1);
    Arbitrary<String> operators = Arbitraries.of("=", "<>", "!=", "<", "<=", ">", ">=");
    List<Arbitrary<Tree>> choices = new ArrayList<>();
    choices.add(leaf);
    for (Arbitrary<Tree> values : List.of(numbers(depth - 1), texts(depth - 1))) {
      choices.add(Combinators.combine(values, operators, values).as(Relation::new));
      choices.add(
          Combinators.combine(values, either, values.list().ofMinSize(1).ofMaxSize(3)).as(In::new));
      choices.add(Combinators.combine(values, either, values, values).as(Between::new));
      choices.add(
          Combinators.combine(values, either)
              .as((operand, negated) -> new Is(operand, negated, null)));
    }
    choices.add(
        Combinators.combine(
                texts(depth - 1),
                either,
                Arbitraries.of("", "%", "_", "a%", "%a", "_b", "a_%", "%%", "a!%", "!!%", "!__"),
                either)
            .as(Like::new));
    choices.add(Combinators.combine(inner, Arbitraries.of("=", "<>"), inner).as(Relation::new));
    for (int weight = 0; weight < 3; weight++) {
      choices.add(Combinators.combine(either, inner, inner).as(Logical::new));
    }
    choices.add(inner.map(Not::new));
    choices.add(
        Combinators.combine(inner, either, Arbitraries.of(true, false).injectNull(0.3))
            .as(Is::new));
    return Arbitraries.oneOf(choices);
  }

  @Provide
  Arbitrary<Tree> conditions() {
    return truths(3);
  }

  @Provide
  Arbitrary<Map<String, Object>> events() {
    Arbitrary<Object> number =
        Arbitraries.of(0L, 1L, -2L, Long.MAX_VALUE, Long.MIN_VALUE, new BigDecimal("1.50"));
    Arbitrary<Object> whole =
        Arbitraries.of(0L, 1L, 3L, -7L, new BigDecimal("12345678901234567890"));
    Arbitrary<Object> text = Arbitraries.of("", "a", "ab", "b", "a%", "!", "A ");
    Arbitrary<Object> truth = Arbitraries.of(true, false);
    return Combinators.combine(
            number.injectNull(0.2),
            whole.injectNull(0.2),
            text.injectNull(0.2),
            text.injectNull(0.2),
            truth.injectNull(0.3))
        .as(
            (n1, n2, s1, s2, b1) -> {
              Map<String, Object> event = new HashMap<>();
              event.put("n1", n1);
              event.put("n2", n2);
              event.put("s1", s1);
              event.put("s2", s2);
              event.put("b1", b1);
              return event;
            });
  }

  @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
  void evaluatesEveryConditionAsTheReferenceDoes(
      @ForAll("conditions") Tree condition, @ForAll("events") Map<String, Object> event)
      throws RuleSyntaxException {
    Rule rule =
        new RuleCompiler()
            .compile(
                condition.text(),
                path ->
                    Optional.ofNullable(FIELDS.get(path.toString()))
                        .map(
                            type ->
                                new Variable(
                                    SLOTS.indexOf(path.toString()), type, TimeFormat.RFC3339)));

    String outcome = outcome(rule, event);

    assertThat(outcome).as(condition.text()).isEqualTo(expected(condition, event));
  }

  private static String outcome(Rule rule, Map<String, Object> event) {
    try {
      return rule.evaluate(new GivenFields(slot -> event.get(SLOTS.get(slot))), 0).toString();
    } catch (RuleEvaluationException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String expected(Tree condition, Map<String, Object> event) {
    try {
      Object value = condition.value(event);
      return value == null ? "UNKNOWN" : value.toString().toUpperCase(Locale.ROOT);
    } catch (ArithmeticException e) {
      return "division by zero";
    }
  }
}
