package io.signalfactory.contract.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.signalfactory.contract.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Writes contracts as documents of the dialect {@code odcs/v1}. {@link ContractReader} reads them
 * back as equal contracts.
 */
public final class ContractWriter {

  private static final JsonFactory JSON = new JsonFactory();

  private ContractWriter() {}

  /**
   * The contract as one JSON object in UTF-8, as the contracts topic has it. Equal contracts give
   * equal bytes.
   */
  public static byte[] json(Contract contract) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      write(OdcsV1Tree.of(contract), json);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    if (value instanceof Map<?, ?> members) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        json.writeFieldName((String) member.getKey());
        write(member.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof List<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else {
      json.writeString((String) value);
    }
  }

  /** The contract as a YAML document, as people write it. */
  public static String yaml(Contract contract) {
    return YamlText.of(OdcsV1Tree.of(contract));
  }
}
