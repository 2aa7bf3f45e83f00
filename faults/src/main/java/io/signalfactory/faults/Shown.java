package io.signalfactory.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;

/**
 * A state as an instance shows it.
 *
 * @param urn of the dataset
 * @param signal with its consumer, if it has one
 */
record Shown(String urn, String signal, String state, String reason) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Which state of all it is. */
  String key() {
    return urn + " " + signal;
  }

  boolean unknown() {
    return state.equals("UNKNOWN");
  }

  /** The states of {@code /api/v1/signals}, by their keys. */
  static Map<String, Shown> read(String body) {
    Map<String, Shown> states = new TreeMap<>();
    try {
      for (JsonNode state : JSON.readTree(body).path("items")) {
        JsonNode consumer = state.path("consumer");
        Shown shown =
            new Shown(
                state.path("dataset_urn").asText(),
                state.path("signal").asText()
                    + (consumer.isTextual() ? " (" + consumer.asText() + ")" : ""),
                state.path("state").asText(),
                state.path("reason").asText(""));
        states.put(shown.key(), shown);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an answer is not JSON: " + body, e);
    }
    return states;
  }
}
