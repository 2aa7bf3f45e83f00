/**
 * Rule expressions: SQL conditions over the fields of one event, parsed by an ANTLR grammar,
 * type-checked against the contract's fields and compiled to closures.
 *
 * <p>The door of this package is {@link io.signalfactory.rule.RuleCompiler}.
 */
@NullMarked
package io.signalfactory.rule;

import org.jspecify.annotations.NullMarked;
