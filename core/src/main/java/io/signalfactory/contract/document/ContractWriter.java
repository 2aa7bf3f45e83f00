package io.signalfactory.contract.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalfactory.contract.Contract;
import java.util.Map;

/** Writes contracts as documents that {@link ContractReader} reads back as equal contracts. */
public final class ContractWriter {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ContractWriter() {}

  /**
   * The contract as one JSON object in UTF-8: what the contracts topic holds. Equal contracts give
   * equal bytes.
   */
  public static byte[] write(Contract contract) {
    try {
      return JSON.writeValueAsBytes(OdcsV1Tree.of(contract));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and text can always be written", e);
    }
  }

  /** The same document in YAML, for people. */
  public static String yaml(Contract contract) {
    Map<String, Object> tree = OdcsV1Tree.of(contract);
    return YamlText.of(tree);
  }
}
