package io.signalfactory.schema;

import java.util.List;
import java.util.Set;

/**
 * A schema that values are written with. Its text is as it is registered: nothing has parsed it
 * here, but it is within the bounds of its source. What a decoder makes of it is worth keeping by
 * its {@link #id}, as a schema with an id never changes.
 *
 * @param id what it was asked for by; for one that was asked for by subject, the id that its
 *     records have
 * @param format what {@code text} is written in
 * @param text the schema
 * @param parts the schemas that it refers to, directly or through others, each after those that it
 *     refers to itself
 * @param registeredAs each subject and version that has it; empty where the registry does not tell.
 *     A registry can add to this later, which is then seen only once the schema is looked up again
 */
public record WriterSchema(
    SchemaId id,
    SchemaFormat format,
    String text,
    List<SchemaPart> parts,
    Set<SubjectVersion> registeredAs) {

  public WriterSchema {
    parts = List.copyOf(parts);
    registeredAs = Set.copyOf(registeredAs);
  }
}
