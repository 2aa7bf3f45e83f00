package io.signalfactory.event.framed;

import io.signalfactory.event.FieldPlan;
import io.signalfactory.event.PayloadFormat;
import io.signalfactory.event.PayloadReader;
import io.signalfactory.event.json.JsonFormat;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values that name the schema that they are written with, in any of the ways that registries'
 * serializers have, and values that are plain JSON: which it is, is recognised for each record. A
 * value whose schema is a JSON Schema is JSON.
 */
public final class FramedFormat implements PayloadFormat {

  private final Framing framing;
  private final SchemaSource source;
  private final Map<SchemaFormat, Supplier<SchemaLanguage>> languages;
  private final @Nullable Supplier<JsonSchemas> jsonSchemas;

  /**
   * @param framing what the contracts of the topic say
   * @param source looks up schemas, for the thread that reads
   * @param languages how the language of a format is made; called when a schema in it is met first
   */
  public FramedFormat(
      Framing framing, SchemaSource source, Map<SchemaFormat, Supplier<SchemaLanguage>> languages) {
    this(framing, source, languages, null);
  }

  /**
   * @param framing what the contracts of the topic say
   * @param source looks up schemas, for the thread that reads
   * @param languages how the language of a format is made; called when a schema in it is met first
   * @param jsonSchemas how the language of JSON Schema is made; null if such values are not
   *     validated
   */
  public FramedFormat(
      Framing framing,
      SchemaSource source,
      Map<SchemaFormat, Supplier<SchemaLanguage>> languages,
      @Nullable Supplier<JsonSchemas> jsonSchemas) {
    this.framing = framing;
    this.source = source;
    this.languages = new EnumMap<>(languages);
    this.jsonSchemas = jsonSchemas;
  }

  @Override
  public PayloadReader reader(FieldPlan plan) {
    return new FramedReader(
        framing,
        new Compilations(languages, jsonSchemas, plan),
        source,
        new JsonFormat().reader(plan));
  }
}
