/**
 * Times as text and as numbers: RFC 3339 read and written, spans such as {@code 15m}, the formats
 * that a contract can give a timestamp. The ground floor: it uses nothing else of ours.
 */
@NullMarked
package io.signalfactory.time;

import org.jspecify.annotations.NullMarked;
