/**
 * Schemas that the values of records are written with, and where they come from. Nothing here knows
 * a registry's protocol or a library for a format: decoders read schemas from here, registries
 * provide them.
 *
 * <p>The doors: {@link io.signalfactory.schema.SchemaId} names a schema as a record does, {@link
 * io.signalfactory.schema.WriterSchema} is the schema, written in a {@link
 * io.signalfactory.schema.SchemaFormat}, with the {@link io.signalfactory.schema.SchemaPart}s that
 * it refers to and each {@link io.signalfactory.schema.SubjectVersion} that it is registered as.
 * {@link io.signalfactory.schema.SchemaSource} looks schemas up and answers with a {@link
 * io.signalfactory.schema.SchemaLookup}.
 */
@NullMarked
package io.signalfactory.schema;

import org.jspecify.annotations.NullMarked;
