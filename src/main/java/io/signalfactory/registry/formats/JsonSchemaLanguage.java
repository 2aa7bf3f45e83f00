package io.signalfactory.registry.formats;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import io.signalfactory.event.framed.JsonSchemas;
import io.signalfactory.event.framed.UnusableSchemaException;
import io.signalfactory.event.framed.ValueCheck;
import io.signalfactory.schema.SchemaPart;
import io.signalfactory.schema.WriterSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * JSON Schema, of the draft that a schema names, or else draft 7, as registries take it. Nothing is
 * loaded from anywhere: a schema may refer to itself and to what it is registered with.
 *
 * <p>Patterns are matched by RE2, in time proportional to the text: a pattern of a schema must not
 * hold up a stream thread. A schema whose pattern RE2 does not know cannot be used.
 */
final class JsonSchemaLanguage implements JsonSchemas {

  /**
   * A value that is nested deeper, or takes more steps, is told as one that cannot be validated.
   */
  private static final int MAX_DEPTH = 500;

  private static final long MAX_STEPS = 1_000_000;
  private static final int MAX_NAME = 128;

  @Override
  public ValueCheck compile(WriterSchema schema) {
    Map<String, String> parts =
        schema.parts().stream()
            .collect(Collectors.toMap(SchemaPart::name, SchemaPart::text, (one, other) -> one));
    try {
      Schema compiled =
          SchemaRegistry.withDefaultDialect(
                  SpecificationVersion.DRAFT_7,
                  builder ->
                      builder
                          .schemas(parts)
                          .schemaRegistryConfig(
                              SchemaRegistryConfig.builder()
                                  .regularExpressionFactory(JsonSchemaLanguage::pattern)
                                  .build()))
              .getSchema(schema.text(), InputFormat.JSON);
      compiled.initializeValidators();
      return new Check(compiled);
    } catch (PatternSyntaxException e) {
      throw new UnusableSchemaException("a pattern is not one that RE2 knows", e);
    } catch (SchemaException | JacksonException | IllegalArgumentException e) {
      throw new UnusableSchemaException("it is not a JSON Schema whose references are known", e);
    }
  }

  private static RegularExpression pattern(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return text -> pattern.matcher(text).find();
  }

  private record Check(Schema schema) implements ValueCheck {

    @Override
    public @Nullable String mismatch(byte[] in, int from, int to) {
      String text = new String(in, from, to - from, StandardCharsets.UTF_8);
      List<Error> errors;
      try {
        errors =
            schema.validate(
                text,
                InputFormat.JSON,
                context ->
                    context.executionConfig(
                        config ->
                            config
                                .failFast(true)
                                .maxEvaluationDepth(MAX_DEPTH)
                                .maxEvaluationSteps(MAX_STEPS)));
      } catch (RuntimeException e) {
        // What JSON can be nested without end, for example, and the fields were read nonetheless.
        return "the value cannot be validated by its schema: " + e.getClass().getSimpleName();
      }
      return errors.isEmpty() ? null : told(errors.get(0));
    }

    /** The place and the keyword; the library's message can have what the record has. */
    private static String told(Error error) {
      String place = cut(error.getInstanceLocation().toString());
      String field = error.getProperty() == null ? "" : " " + cut(error.getProperty());
      return "the value breaks '"
          + error.getKeyword()
          + field
          + "' of its schema at "
          + (place.isEmpty() ? "its top" : place);
    }

    /** Names of members are the producer's: half of a surrogate pair becomes a question mark. */
    private static String cut(String name) {
      String shorter = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
      return new String(shorter.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
  }
}
