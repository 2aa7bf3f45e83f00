/**
 * Events written in Avro's binary encoding. The only package that uses Avro's library, for its
 * schemas; values are read by a program that a schema is compiled into.
 *
 * <p>The door of this package is {@link io.signalfactory.event.avro.AvroLanguage}.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/">Avro's specification</a>
 */
@NullMarked
package io.signalfactory.event.avro;

import org.jspecify.annotations.NullMarked;
