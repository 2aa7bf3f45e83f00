/**
 * Values that name the schema that they are written with: how each registry's serializers do it,
 * and a format that reads them all.
 *
 * <p>The doors: {@link io.signalfactory.event.framed.FramedFormat} is the format, {@link
 * io.signalfactory.event.framed.Framing} is what a topic's contracts say of how its records name
 * schemas. For each language of schemas there is a {@link
 * io.signalfactory.event.framed.SchemaLanguage}, which makes a {@link
 * io.signalfactory.event.framed.BodyReader} for a schema; {@link
 * io.signalfactory.event.framed.MessageNaming} tells it how the value says which of the schema's
 * messages it is; for JSON Schema there are {@link io.signalfactory.event.framed.JsonSchemas} and a
 * {@link io.signalfactory.event.framed.ValueCheck}; and {@link
 * io.signalfactory.event.framed.UnusableSchemaException} is thrown for a schema that values cannot
 * be read with.
 */
@NullMarked
package io.signalfactory.event.framed;

import org.jspecify.annotations.NullMarked;
