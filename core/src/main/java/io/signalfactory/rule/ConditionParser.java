package io.signalfactory.rule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Parses the text of a condition, or reports the first mistake in it. */
final class ConditionParser {

  static final int MAX_LENGTH = 4_096;

  /** The most parentheses and prefixes around one operand; each takes a few stack frames. */
  private static final int MAX_DEPTH = 100;

  private static final Map<String, String> REMEDIES =
      Map.of(
          "==", "to compare, write = once",
          "&&", "write AND",
          "||", "write OR",
          "!", "write NOT",
          ";", "a condition ends without a semicolon");

  private ConditionParser() {}

  static RuleExpressionParser.ConditionContext parse(String expression) throws RuleSyntaxException {
    if (expression.length() > MAX_LENGTH) {
      throw new RuleSyntaxException(
          1,
          1,
          "a condition can have %d characters, this one has %d: split it into several rules"
              .formatted(MAX_LENGTH, expression.length()));
    }
    RuleExpressionLexer lexer = new RuleExpressionLexer(CharStreams.fromString(expression));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    checkDepth(tokens);
    tokens.seek(0);
    RuleExpressionParser parser = new RuleExpressionParser(tokens);
    FirstMistake mistake = new FirstMistake(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(mistake);
    RuleExpressionParser.ConditionContext condition = parser.condition();
    Optional<RuleSyntaxException> found = mistake.found();
    if (found.isPresent()) {
      throw found.get();
    }
    return condition;
  }

  /** Refuses deep nesting before it is parsed, as the parser is recursive. */
  private static void checkDepth(CommonTokenStream tokens) throws RuleSyntaxException {
    Deque<Integer> prefixesAround = new ArrayDeque<>();
    int prefixes = 0;
    int depth = 0;
    for (Token token : tokens.getTokens()) {
      switch (token.getType()) {
        case RuleExpressionLexer.OPEN -> {
          prefixesAround.push(prefixes);
          prefixes = 0;
          depth++;
        }
        case RuleExpressionLexer.CLOSE -> {
          depth -= prefixes;
          if (!prefixesAround.isEmpty()) {
            depth--;
            depth -= prefixesAround.peek();
            prefixesAround.pop();
          }
          prefixes = 0;
        }
        case RuleExpressionLexer.NOT, RuleExpressionLexer.MINUS, RuleExpressionLexer.PLUS -> {
          prefixes++;
          depth++;
        }
        default -> {
          depth -= prefixes;
          prefixes = 0;
        }
      }
      if (depth > MAX_DEPTH) {
        throw Fault.at(
            token,
            "nested more than %d levels deep: remove parentheses, or split the rule"
                .formatted(MAX_DEPTH));
      }
    }
  }

  /** Keeps the first mistake only, as all others are guesses of the parser's error recovery. */
  private static final class FirstMistake extends BaseErrorListener {

    private final CommonTokenStream tokens;
    private @Nullable RuleSyntaxException found;

    FirstMistake(CommonTokenStream tokens) {
      this.tokens = tokens;
    }

    Optional<RuleSyntaxException> found() {
      return Optional.ofNullable(found);
    }

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        @Nullable Object offendingSymbol,
        int line,
        int charPositionInLine,
        String message,
        @Nullable RecognitionException e) {
      if (found == null) {
        found =
            offendingSymbol instanceof Token token
                ? Fault.at(token, explain(token))
                : new RuleSyntaxException(line, charPositionInLine + 1, message);
      }
    }

    private String explain(Token token) {
      String text = Fault.shown(token.getText());
      if (token.getType() == Token.EOF) {
        int before = token.getTokenIndex() - 1;
        return before < 0
            ? "the condition is empty: write one, like total_amount > 0"
            : "the condition ends too early, after '%s': complete it"
                .formatted(Fault.shown(tokens.get(before).getText()));
      }
      if (token.getType() == RuleExpressionLexer.UNCLOSED_STRING) {
        return "the text that begins here has no closing quote: end it with ', and write a quote"
            + " inside it twice";
      }
      if (token.getType() == RuleExpressionLexer.UNCLOSED_NAME) {
        return "the field name that begins here has no closing quote: end it as it begins";
      }
      String remedy = REMEDIES.get(token.getText());
      if (remedy != null) {
        return "'%s' is not an operator: %s".formatted(text, remedy);
      }
      if (isKeyword(token)) {
        return "'%s' is not allowed here: if it is a field's name, write it as \"%s\""
            .formatted(text, text);
      }
      if (token.getType() == RuleExpressionLexer.CLOSE) {
        return "')' is not allowed here: nothing is open, or something is missing before it";
      }
      boolean operand =
          token.getType() == RuleExpressionLexer.IDENTIFIER
              || token.getType() == RuleExpressionLexer.QUOTED
              || token.getType() == RuleExpressionLexer.BACKTICKED
              || token.getType() == RuleExpressionLexer.STRING
              || token.getType() == RuleExpressionLexer.NUMBER;
      return operand
          ? "'%s' is not allowed here: an operator like =, AND or IN is missing before it"
              .formatted(text)
          : "'%s' is not allowed here".formatted(text);
    }

    private static boolean isKeyword(Token token) {
      return token.getType() >= RuleExpressionLexer.AND
          && token.getType() <= RuleExpressionLexer.TRUE;
    }
  }
}
