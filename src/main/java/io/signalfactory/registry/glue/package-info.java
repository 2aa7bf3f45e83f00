/**
 * AWS Glue Schema Registry, asked with AWS's SDK.
 *
 * <p>The doors: {@link io.signalfactory.registry.glue.GlueRegistry}, and {@link
 * io.signalfactory.registry.glue.GlueAccess}, where it is.
 */
@NullMarked
package io.signalfactory.registry.glue;

import org.jspecify.annotations.NullMarked;
