package io.signalfactory.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** A JSON Schema that the application publishes, for tests to hold what it writes against. */
public final class PublishedSchema {

  private final Schema schema;

  private PublishedSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * Loads {@code schemas/NAME.schema.json}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static PublishedSchema named(String name) {
    String path = "/schemas/" + name + ".schema.json";
    try (InputStream json = PublishedSchema.class.getResourceAsStream(path)) {
      if (json == null) {
        throw new IllegalArgumentException("no resource " + path);
      }
      return new PublishedSchema(
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(json));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** What is wrong with a JSON text; empty where it is valid. */
  public List<String> errors(byte[] json) {
    return schema.validate(new String(json, UTF_8), InputFormat.JSON).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }
}
