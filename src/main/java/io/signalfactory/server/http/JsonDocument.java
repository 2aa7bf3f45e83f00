package io.signalfactory.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A JSON document that is written as it goes, without a tree of it in memory. */
@FunctionalInterface
public interface JsonDocument {

  /** Makes what documents are written with. */
  JsonFactory FACTORY = new JsonFactory();

  /**
   * Writes the document.
   *
   * @throws IOException if nothing can be written there
   */
  void write(JsonGenerator json) throws IOException;

  /** The bytes of a document, in UTF-8 and without line breaks. */
  static byte[] bytes(JsonDocument document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      document.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written to", e);
    }
    return bytes.toByteArray();
  }
}
