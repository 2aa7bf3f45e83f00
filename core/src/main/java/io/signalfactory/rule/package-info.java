/**
 * The conditions of quality rules: SQL over the fields of one event, parsed by an ANTLR grammar,
 * checked against the types of the contract's fields and compiled to closures.
 *
 * <p>The doors of this package: {@link io.signalfactory.rule.RuleCompiler} compiles a condition to
 * a {@link io.signalfactory.rule.Rule}, given the fields of a {@link
 * io.signalfactory.rule.RuleScope}. {@link io.signalfactory.rule.RuleSyntaxException} says why it
 * cannot be compiled, {@link io.signalfactory.rule.RuleEvaluationException} why it has no answer
 * for an event.
 */
@NullMarked
package io.signalfactory.rule;

import org.jspecify.annotations.NullMarked;
