package io.signalfactory.testkit;

import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SchemaLookup;
import io.signalfactory.schema.SchemaSource;
import io.signalfactory.schema.SubjectVersion;
import io.signalfactory.schema.WriterSchema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Schemas that a test has made: it frames values as Confluent's serializers do. */
public final class KnownSchemas implements SchemaSource {

  /** The first id, which is so far from zero that few damaged ids are those of other schemas. */
  private static final int FIRST_ID = 0x5C_4E_3A_00;

  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<SchemaId, WriterSchema> schemas = new HashMap<>();
  private final Map<SubjectVersion, WriterSchema> subjects = new HashMap<>();
  private final List<SchemaId> asked = new ArrayList<>();
  private boolean away;

  /** The value behind the id that its schema has, which it gets if it has none yet. */
  public byte[] framed(SchemaFormat format, String text, byte[] value) {
    int id = ids.computeIfAbsent(text, unknown -> FIRST_ID + ids.size());
    add(new SchemaId.Confluent(id), format, text);
    return ByteBuffer.allocate(5 + value.length).put((byte) 0).putInt(id).put(value).array();
  }

  /** Makes a schema known. */
  public WriterSchema add(SchemaId id, SchemaFormat format, String text) {
    WriterSchema schema = new WriterSchema(id, format, text, List.of(), Set.of());
    schemas.put(id, schema);
    return schema;
  }

  /** Makes a version of a subject known. */
  public void name(SubjectVersion version, WriterSchema schema) {
    subjects.put(version, schema);
  }

  /** Registers a schema, which records name by this number. */
  public void register(int id, SchemaFormat format, String text, SubjectVersion... as) {
    SchemaId named = new SchemaId.Confluent(id);
    WriterSchema schema = new WriterSchema(named, format, text, List.of(), Set.of(as));
    schemas.put(named, schema);
    for (SubjectVersion version : as) {
      subjects.put(version, schema);
    }
  }

  /** From now on nothing is answered, or all is again. */
  public void away(boolean isAway) {
    away = isAway;
  }

  /** The ids that were asked for, each as often as it was. */
  public List<SchemaId> asked() {
    return asked;
  }

  @Override
  public SchemaLookup byId(SchemaId id) {
    asked.add(id);
    if (away) {
      return new SchemaLookup.Unavailable("it is away");
    }
    WriterSchema schema = schemas.get(id);
    return schema == null ? new SchemaLookup.Unknown() : new SchemaLookup.Found(schema);
  }

  @Override
  public SchemaLookup byIdAgain(SchemaId id) {
    return byId(id);
  }

  @Override
  public SchemaLookup latest(String subject) {
    return new SchemaLookup.Unknown();
  }

  @Override
  public SchemaLookup version(String subject, int version) {
    WriterSchema schema = subjects.get(new SubjectVersion(subject, version));
    return schema == null ? new SchemaLookup.Unknown() : new SchemaLookup.Found(schema);
  }
}
