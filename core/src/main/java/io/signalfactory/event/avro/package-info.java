/**
 * Events written in Avro's binary encoding. The only package that uses Avro's library, for its
 * schemas; values are read by a program that a schema is compiled into.
 *
 * <p>The doors of this package: {@link io.signalfactory.event.avro.AvroLanguage} reads values,
 * {@link io.signalfactory.event.avro.AvroEvolution} compares schemas.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/">Avro's specification</a>
 */
@NullMarked
package io.signalfactory.event.avro;

import org.jspecify.annotations.NullMarked;
