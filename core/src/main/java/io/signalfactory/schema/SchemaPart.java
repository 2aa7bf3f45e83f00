package io.signalfactory.schema;

/**
 * A schema that another one refers to.
 *
 * @param name the name that it is referred to by: of an Avro type, of a file that Protobuf imports,
 *     or the {@code $ref} of a JSON Schema
 * @param text the schema, in the format of the one that refers to it
 */
public record SchemaPart(String name, String text) {}
