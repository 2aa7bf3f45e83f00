/**
 * How values, names and snippets read in messages: nearest names, wording of numbers and spans,
 * text that is safe to show. The ground floor: it uses nothing else of ours.
 */
@NullMarked
package io.signalfactory.text;

import org.jspecify.annotations.NullMarked;
