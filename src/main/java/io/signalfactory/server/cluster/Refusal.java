package io.signalfactory.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalfactory.peer.PeerAnswer;
import java.io.IOException;

/** Why another instance has refused, as {@link Internal} writes it. */
final class Refusal {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Refusal() {}

  static String detail(PeerAnswer answer) {
    try {
      JsonNode detail = MAPPER.readTree(answer.body()).path("detail");
      return detail.isTextual() ? detail.asText() : "it answers " + answer.status();
    } catch (IOException e) {
      return "it answers " + answer.status();
    }
  }
}
