package io.signalfactory.rule;

import io.signalfactory.contract.FieldType;
import io.signalfactory.event.EventFields;
import io.signalfactory.text.Nearest;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** The functions of the language. */
final class Functions {

  private static final List<String> NAMES =
      List.of("LENGTH", "LOWER", "UPPER", "TRIM", "ABS", "COALESCE", "NOW");

  private Functions() {}

  /** The meaning of a function for a value that is not null. */
  @FunctionalInterface
  private interface OfOne {
    Object apply(Object value) throws RuleEvaluationException;
  }

  static Typed call(Token function, List<Typed> arguments) throws RuleSyntaxException {
    String name = function.getText().toUpperCase(Locale.ROOT);
    return switch (name) {
      case "LENGTH" -> {
        Typed argument = only(function, arguments, Type.TEXT);
        yield Typed.of(orNull(Type.NUMBER, argument), function, length(argument));
      }
      case "LOWER" ->
          ofText(function, arguments, Type.TEXT, text -> ((String) text).toLowerCase(Locale.ROOT));
      case "UPPER" ->
          ofText(function, arguments, Type.TEXT, text -> ((String) text).toUpperCase(Locale.ROOT));
      case "TRIM" -> ofText(function, arguments, Type.TEXT, text -> ((String) text).strip());
      case "ABS" -> {
        Typed argument = only(function, arguments, Type.NUMBER);
        yield Typed.of(
            orNull(Type.NUMBER, argument), function, ofOne(argument.expr(), Numbers::abs));
      }
      case "COALESCE" -> coalesce(function, arguments);
      case "NOW" -> now(function, arguments);
      default -> throw Fault.at(function, unknown(function.getText()));
    };
  }

  /** The type of a function's result, which is NULL for the argument NULL. */
  private static Type orNull(Type result, Typed argument) {
    return argument.type() == Type.NULL ? Type.NULL : result;
  }

  private static String unknown(String name) {
    String known = String.join(", ", NAMES);
    return Nearest.of(name, NAMES)
        .map(
            nearest ->
                "there is no function %s, did you mean %s?".formatted(Fault.shown(name), nearest))
        .orElse("there is no function %s: there are %s".formatted(Fault.shown(name), known));
  }

  private static Expr length(Typed argument) {
    Expr counted = ofOne(argument.expr(), Functions::length);
    if (argument.field() == null || argument.field().type() != FieldType.STRING) {
      return counted;
    }
    int slot = argument.field().slot();
    return (event, nowMs) -> {
      int known = event.textLength(slot);
      return known == EventFields.NO_ANSWER
          ? counted.evaluate(event, nowMs)
          : (Object) (long) known;
    };
  }

  private static Object length(Object value) {
    String text = (String) value;
    return (long) text.codePointCount(0, text.length());
  }

  private static Typed ofText(Token function, List<Typed> arguments, Type result, OfOne meaning)
      throws RuleSyntaxException {
    Typed argument = only(function, arguments, Type.TEXT);
    return Typed.of(orNull(result, argument), function, ofOne(argument.expr(), meaning));
  }

  private static Typed only(Token function, List<Typed> arguments, Type type)
      throws RuleSyntaxException {
    String name = function.getText().toUpperCase(Locale.ROOT);
    if (arguments.size() != 1) {
      throw Fault.at(function, "%s takes one argument, has %d".formatted(name, arguments.size()));
    }
    Typed argument = arguments.get(0);
    if (!argument.isA(type)) {
      boolean comparesItself = argument.type() != Type.COMPOSITE;
      throw Fault.at(
          argument.start(),
          "%s needs %s, %s: %s"
              .formatted(
                  name,
                  type.label(),
                  argument.describe(),
                  comparesItself ? "compare it directly" : "ask IS NOT NULL instead"));
    }
    return argument;
  }

  private static Expr ofOne(Expr argument, OfOne meaning) {
    return (event, nowMs) -> {
      Object value = argument.evaluate(event, nowMs);
      return value == null ? null : meaning.apply(value);
    };
  }

  private static Typed coalesce(Token function, List<Typed> arguments) throws RuleSyntaxException {
    if (arguments.isEmpty()) {
      throw Fault.at(function, "COALESCE takes at least one argument");
    }
    Type type = Type.NULL;
    for (Typed argument : arguments) {
      if (argument.type() == Type.COMPOSITE) {
        throw Fault.at(
            argument.start(), argument.describe() + ": only IS NULL and IS NOT NULL work on it");
      }
      if (type == Type.NULL) {
        type = argument.type();
      } else if (type.isTime() && argument.type().isTime() && type != argument.type()) {
        type = Type.TIMESTAMP;
      } else if (!type.isTime() || argument.text() == null) {
        if (!argument.isA(type)) {
          throw Fault.at(
              argument.start(),
              "COALESCE began with %s, but %s: give it values of one type"
                  .formatted(type.label(), argument.describe()));
        }
      }
    }
    Typed like = Typed.of(type, function, (event, nowMs) -> null);
    Expr[] parts = new Expr[arguments.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Comparison.readLike(arguments.get(i), like).expr();
    }
    return Typed.of(type, function, (event, nowMs) -> firstPresent(parts, event, nowMs));
  }

  private static @Nullable Object firstPresent(Expr[] parts, EventFields event, long nowMs)
      throws RuleEvaluationException {
    for (Expr part : parts) {
      Object value = part.evaluate(event, nowMs);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static Typed now(Token function, List<Typed> arguments) throws RuleSyntaxException {
    if (!arguments.isEmpty()) {
      throw Fault.at(function, "NOW takes no argument, has " + arguments.size());
    }
    return Typed.of(Type.TIMESTAMP, function, (event, nowMs) -> nowMs);
  }
}
