package io.signalfactory.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.signalfactory.contract.FieldPath;
import io.signalfactory.rule.RuleExpressionParser.CallContext;
import io.signalfactory.rule.RuleExpressionParser.ComparisonContext;
import io.signalfactory.rule.RuleExpressionParser.ConditionContext;
import io.signalfactory.rule.RuleExpressionParser.ConjunctionContext;
import io.signalfactory.rule.RuleExpressionParser.DisjunctionContext;
import io.signalfactory.rule.RuleExpressionParser.FactorContext;
import io.signalfactory.rule.RuleExpressionParser.FieldContext;
import io.signalfactory.rule.RuleExpressionParser.GroupContext;
import io.signalfactory.rule.RuleExpressionParser.IntervalContext;
import io.signalfactory.rule.RuleExpressionParser.LikenessContext;
import io.signalfactory.rule.RuleExpressionParser.MembershipContext;
import io.signalfactory.rule.RuleExpressionParser.NameContext;
import io.signalfactory.rule.RuleExpressionParser.NegationContext;
import io.signalfactory.rule.RuleExpressionParser.NothingContext;
import io.signalfactory.rule.RuleExpressionParser.NumberContext;
import io.signalfactory.rule.RuleExpressionParser.PlainContext;
import io.signalfactory.rule.RuleExpressionParser.PrimaryContext;
import io.signalfactory.rule.RuleExpressionParser.ProductContext;
import io.signalfactory.rule.RuleExpressionParser.RangeContext;
import io.signalfactory.rule.RuleExpressionParser.RegexContext;
import io.signalfactory.rule.RuleExpressionParser.RelationContext;
import io.signalfactory.rule.RuleExpressionParser.SumContext;
import io.signalfactory.rule.RuleExpressionParser.TestContext;
import io.signalfactory.rule.RuleExpressionParser.TextContext;
import io.signalfactory.rule.RuleExpressionParser.TruthContext;
import io.signalfactory.rule.RuleExpressionParser.TruthTestContext;
import io.signalfactory.rule.RuleExpressionParser.TypedContext;
import io.signalfactory.rule.RuleScope.Variable;
import io.signalfactory.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Checks the types in a syntax tree and compiles it, with a method per rule of the grammar. */
final class Translation {

  private final RuleScope scope;

  Translation(RuleScope scope) {
    this.scope = scope;
  }

  Expr condition(ConditionContext tree) throws RuleSyntaxException {
    return truthOf(disjunction(tree.disjunction()), "a rule");
  }

  private static Expr truthOf(Typed operand, String who) throws RuleSyntaxException {
    if (!operand.isA(Type.BOOLEAN)) {
      throw Fault.at(
          operand.start(),
          "%s needs a condition, %s: compare it with something".formatted(who, operand.describe()));
    }
    return operand.expr();
  }

  private Typed disjunction(DisjunctionContext tree) throws RuleSyntaxException {
    List<ConjunctionContext> parts = tree.conjunction();
    if (parts.size() == 1) {
      return conjunction(parts.get(0));
    }
    List<Expr> operands = new ArrayList<>();
    for (ConjunctionContext part : parts) {
      operands.add(truthOf(conjunction(part), "OR"));
    }
    return Typed.of(Type.BOOLEAN, tree.getStart(), Logic.or(operands));
  }

  private Typed conjunction(ConjunctionContext tree) throws RuleSyntaxException {
    List<NegationContext> parts = tree.negation();
    if (parts.size() == 1) {
      return negation(parts.get(0));
    }
    List<Expr> operands = new ArrayList<>();
    for (NegationContext part : parts) {
      operands.add(truthOf(negation(part), "AND"));
    }
    return Typed.of(Type.BOOLEAN, tree.getStart(), Logic.and(operands));
  }

  private Typed negation(NegationContext tree) throws RuleSyntaxException {
    if (tree.test() != null) {
      return test(tree.test());
    }
    Expr operand = truthOf(negation(tree.negation()), "NOT");
    return Typed.of(Type.BOOLEAN, tree.getStart(), Logic.not(operand));
  }

  private Typed test(TestContext tree) throws RuleSyntaxException {
    Typed subject = comparison(tree.comparison());
    for (TruthTestContext truthTest : tree.truthTest()) {
      subject = Typed.of(Type.BOOLEAN, tree.getStart(), truthTest(subject, truthTest));
    }
    return subject;
  }

  private Expr truthTest(Typed subject, TruthTestContext tree) throws RuleSyntaxException {
    Expr test;
    if (tree.NULL() != null) {
      Expr operand = presence(subject);
      test = (event, nowMs) -> operand.evaluate(event, nowMs) == null;
    } else {
      String word = tree.TRUE() == null ? "IS FALSE" : "IS TRUE";
      test = Logic.is(truthOf(subject, word), tree.TRUE() != null);
    }
    return Logic.notIf(tree.NOT() != null, test);
  }

  /** A field of the wrong type is present all the same, so IS NULL must not refuse its value. */
  private static Expr presence(Typed subject) {
    Variable field = subject.field();
    return field == null ? subject.expr() : (event, nowMs) -> event.value(field.slot());
  }

  private Typed comparison(ComparisonContext tree) throws RuleSyntaxException {
    if (tree instanceof PlainContext plain) {
      return sum(plain.sum());
    }
    return Typed.of(Type.BOOLEAN, tree.getStart(), comparing(tree));
  }

  private Expr comparing(ComparisonContext tree) throws RuleSyntaxException {
    if (tree instanceof RelationContext relation) {
      return Comparison.relation(sum(relation.sum(0)), relation.operator, sum(relation.sum(1)));
    }
    if (tree instanceof MembershipContext membership) {
      return membership(membership);
    }
    if (tree instanceof RangeContext range) {
      Expr between =
          Comparison.between(
              sum(range.sum(0)), sum(range.sum(1)), sum(range.sum(2)), range.BETWEEN().getSymbol());
      return Logic.notIf(range.NOT() != null, between);
    }
    if (tree instanceof LikenessContext likeness) {
      return likeness(likeness);
    }
    return regex((RegexContext) tree);
  }

  private Expr membership(MembershipContext tree) throws RuleSyntaxException {
    Typed value = sum(tree.sum());
    List<Typed> list = new ArrayList<>();
    for (DisjunctionContext item : tree.disjunction()) {
      list.add(disjunction(item));
    }
    return Logic.notIf(tree.NOT() != null, Comparison.in(value, list, tree.IN().getSymbol()));
  }

  private Expr likeness(LikenessContext tree) throws RuleSyntaxException {
    Expr text = textOf(sum(tree.sum()), "LIKE");
    int escape = -1;
    if (tree.escape != null) {
      int[] characters = Literals.unquote(tree.escape).codePoints().toArray();
      if (characters.length != 1) {
        throw Fault.at(tree.escape, "ESCAPE takes one character, like ESCAPE '\\'");
      }
      escape = characters[0];
    }
    LikePattern pattern;
    try {
      pattern = LikePattern.of(Literals.unquote(tree.pattern), escape);
    } catch (IllegalArgumentException e) {
      throw Fault.at(tree.pattern, String.valueOf(e.getMessage()));
    }
    Expr like =
        (event, nowMs) -> {
          Object value = text.evaluate(event, nowMs);
          return value == null ? null : pattern.matches((String) value);
        };
    return Logic.notIf(tree.NOT() != null, like);
  }

  private Expr regex(RegexContext tree) throws RuleSyntaxException {
    Expr text = textOf(sum(tree.sum()), "MATCHES");
    String regex = Literals.unquote(tree.pattern);
    if (!RegexSize.isBounded(regex)) {
      throw Fault.at(
          tree.pattern,
          "this regular expression is too large when its repetitions are written out: repeat less,"
              + " or nest fewer groups");
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw Fault.at(
          tree.pattern,
          "this is not an RE2 regular expression: %s, at '%s'"
              .formatted(e.getDescription(), Fault.shown(e.getPattern())));
    }
    Expr matches =
        (event, nowMs) -> {
          Object value = text.evaluate(event, nowMs);
          return value == null ? null : pattern.matches((String) value);
        };
    return Logic.notIf(tree.NOT() != null, matches);
  }

  private static Expr textOf(Typed operand, String who) throws RuleSyntaxException {
    if (operand.type() == Type.NULL) {
      throw Fault.at(operand.start(), who + " is never true for NULL: name a text field");
    }
    if (!operand.isA(Type.TEXT)) {
      throw Fault.at(
          operand.start(),
          "%s needs text, %s: compare it directly".formatted(who, operand.describe()));
    }
    return operand.expr();
  }

  private Typed sum(SumContext tree) throws RuleSyntaxException {
    List<Typed> operands = new ArrayList<>();
    for (ProductContext part : tree.product()) {
      operands.add(product(part));
    }
    return chain(tree, operands);
  }

  private Typed product(ProductContext tree) throws RuleSyntaxException {
    List<Typed> operands = new ArrayList<>();
    for (FactorContext part : tree.factor()) {
      operands.add(factor(part));
    }
    return chain(tree, operands);
  }

  /** The operators of a chain are between its operands: they are every second child. */
  private static Typed chain(ParserRuleContext tree, List<Typed> operands)
      throws RuleSyntaxException {
    Typed result = operands.get(0);
    if (operands.size() == 1) {
      return result;
    }
    Expr[] rest = new Expr[operands.size() - 1];
    Arithmetic.OfTwo[] operations = new Arithmetic.OfTwo[rest.length];
    Expr first = result.expr();
    for (int i = 0; i < rest.length; i++) {
      Token operator = ((TerminalNode) tree.getChild(2 * i + 1)).getSymbol();
      Typed next = operands.get(i + 1);
      Arithmetic.Operation operation = Arithmetic.between(result, operator, next);
      operations[i] = operation.meaning();
      rest[i] = next.expr();
      result = Typed.of(operation.result(), tree.getStart(), next.expr());
    }
    return Typed.of(result.type(), tree.getStart(), Arithmetic.chain(first, operations, rest));
  }

  private Typed factor(FactorContext tree) throws RuleSyntaxException {
    return tree.primary() != null
        ? primary(tree.primary())
        : Arithmetic.signed(tree.getStart(), factor(tree.factor()));
  }

  private Typed primary(PrimaryContext tree) throws RuleSyntaxException {
    Token start = tree.getStart();
    if (tree instanceof GroupContext group) {
      return disjunction(group.disjunction());
    }
    if (tree instanceof FieldContext field) {
      return field(field);
    }
    if (tree instanceof NumberContext) {
      return Typed.ofLiteral(Type.NUMBER, start, Literals.number(start));
    }
    if (tree instanceof TextContext) {
      return Typed.ofLiteral(Type.TEXT, start, Literals.unquote(start));
    }
    if (tree instanceof TruthContext truth) {
      return constant(Type.BOOLEAN, start, truth.TRUE() != null);
    }
    if (tree instanceof NothingContext) {
      return Typed.of(Type.NULL, start, (event, nowMs) -> null);
    }
    if (tree instanceof CallContext call) {
      List<Typed> arguments = new ArrayList<>();
      for (DisjunctionContext argument : call.disjunction()) {
        arguments.add(disjunction(argument));
      }
      return Functions.call(call.function, arguments);
    }
    return tree instanceof IntervalContext interval
        ? interval(interval)
        : typedLiteral((TypedContext) tree);
  }

  private static Typed constant(Type type, Token start, Object value) {
    return Typed.of(type, start, (event, nowMs) -> value);
  }

  private static Typed interval(IntervalContext tree) throws RuleSyntaxException {
    if (!tree.type.getText().equalsIgnoreCase("INTERVAL")) {
      throw noOperator(tree.type, tree.amount);
    }
    String amount =
        tree.amount.getType() == RuleExpressionLexer.STRING
            ? Literals.unquote(tree.amount)
            : tree.amount.getText();
    return constant(
        Type.INTERVAL,
        tree.getStart(),
        Literals.interval(tree.amount, amount, tree.unit, tree.unit.getText()));
  }

  private static Typed typedLiteral(TypedContext tree) throws RuleSyntaxException {
    Token token = tree.STRING().getSymbol();
    String text = Literals.unquote(token);
    Token start = tree.getStart();
    return switch (tree.type.getText().toUpperCase(Locale.ROOT)) {
      case "TIMESTAMP" -> constant(Type.TIMESTAMP, start, Literals.timestamp(token, text));
      case "DATE" -> constant(Type.DATE, start, Literals.date(token, text));
      case "INTERVAL" -> constant(Type.INTERVAL, start, Literals.interval(token, text));
      default -> throw noOperator(tree.type, token);
    };
  }

  private static RuleSyntaxException noOperator(Token before, Token token) {
    return Fault.at(
        token,
        "an operator like =, AND or IN is missing between %s and %s"
            .formatted(Fault.shown(before.getText()), Fault.shown(token.getText())));
  }

  private Typed field(FieldContext tree) throws RuleSyntaxException {
    FieldPath named = new FieldPath(tree.name().stream().map(Translation::nameOf).toList());
    Variable variable = scope.find(named).orElse(null);
    String path = named.toString();
    if (variable == null) {
      throw Fault.at(tree.getStart(), unknownField(tree, path));
    }
    return Typed.ofField(
        FieldReaders.typeOf(variable.type()),
        tree.getStart(),
        FieldReaders.reader(variable, path),
        path,
        variable);
  }

  private static String nameOf(NameContext name) {
    return name.IDENTIFIER() != null ? name.getText() : Literals.unquote(name.getStart());
  }

  private String unknownField(FieldContext tree, String path) {
    String shown = Fault.shown(path);
    boolean doubleQuoted = tree.getStart().getType() == RuleExpressionLexer.QUOTED;
    String remedy =
        Nearest.of(path, scope.known().stream().map(FieldPath::toString).toList())
            .map("did you mean '%s'?"::formatted)
            .orElse(
                doubleQuoted
                    ? "double quotes are for field names, text goes in single quotes"
                    : "declare it in the contract, or name another");
    return "the contract has no field '%s': %s".formatted(shown, remedy);
  }
}
