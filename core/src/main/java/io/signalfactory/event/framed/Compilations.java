package io.signalfactory.event.framed;

import io.signalfactory.event.FieldPlan;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.WriterSchema;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The readers that the schemas of a topic were compiled into. If there are very many, those that
 * were used longest ago are given up. Not thread-safe.
 */
final class Compilations {

  /** More schemas than a topic has in use at a time. */
  private static final int MAX_SCHEMAS = 256;

  private static final float LOAD = 0.75f;

  private final Map<SchemaFormat, Supplier<SchemaLanguage>> makers;
  private final Map<SchemaFormat, SchemaLanguage> languages = new EnumMap<>(SchemaFormat.class);
  private final @Nullable Supplier<JsonSchemas> jsonMaker;
  private @Nullable JsonSchemas jsonSchemas;
  private final FieldPlan plan;
  private final Map<SchemaId, Compiled> byId =
      new LinkedHashMap<>(16, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SchemaId, Compiled> eldest) {
          return size() > MAX_SCHEMAS;
        }
      };

  Compilations(
      Map<SchemaFormat, Supplier<SchemaLanguage>> makers,
      @Nullable Supplier<JsonSchemas> jsonMaker,
      FieldPlan plan) {
    this.makers = makers;
    this.jsonMaker = jsonMaker;
    this.plan = plan;
  }

  /**
   * A schema, and how its values are read.
   *
   * @param body null if they are JSON, or if there is a problem
   * @param check validates values that are JSON; null if they are not validated
   * @param problem why they cannot be read; null if they can be
   */
  record Compiled(
      WriterSchema schema,
      @Nullable BodyReader body,
      @Nullable ValueCheck check,
      @Nullable String problem) {

    private static Compiled problem(WriterSchema schema, String problem) {
      return new Compiled(schema, null, null, problem);
    }
  }

  /** What is known of a schema; null if it was not compiled yet. */
  @Nullable Compiled find(SchemaId id) {
    return byId.get(id);
  }

  /** Compiles a schema; a problem with it is kept as well. */
  Compiled add(SchemaId id, WriterSchema schema) {
    Compiled compiled = compile(schema);
    byId.put(id, compiled);
    return compiled;
  }

  private Compiled compile(WriterSchema schema) {
    try {
      if (schema.format() == SchemaFormat.JSON) {
        return new Compiled(schema, null, check(schema), null);
      }
      Supplier<SchemaLanguage> maker = makers.get(schema.format());
      if (maker == null) {
        return Compiled.problem(schema, "schemas in " + schema.format() + " are not read here");
      }
      BodyReader body =
          languages
              .computeIfAbsent(schema.format(), format -> maker.get())
              .compile(schema, null, plan);
      return new Compiled(schema, body, null, null);
    } catch (UnusableSchemaException e) {
      return Compiled.problem(schema, e.problem());
    }
  }

  private @Nullable ValueCheck check(WriterSchema schema) {
    JsonSchemas language = jsonSchemas;
    if (language == null && jsonMaker != null) {
      language = jsonMaker.get();
      jsonSchemas = language;
    }
    return language == null ? null : language.compile(schema);
  }
}
